@remedy:pagination
Feature: Remedy: a page at a time

  The larger the list, the longer its answer takes, until no client waits for it any more. Asked for in pages, each
  answer comes in time, and together they hold the same.

  Background:
    Given the client authenticates with a valid API key
    And operation listAlerts takes 1 second for each item of its response
    And the client times out after 2.5 seconds

  Rule: Naive

    @operation:listAlerts
    Scenario: Three alerts at once take too long
      When the client calls operation listAlerts
      Then the request times out after 2500 ms
      And the failure category is timeout

  Rule: Remedied

    @operation:listAlerts
    Scenario Outline: Three alerts in pages of <size>
      When the client walks through operation listAlerts, <size> at a time
      Then every response has status 200
      And the client collects 3 items
      And the client sends <requests> requests
      And the work is done after 3 seconds
      And the response arrives within 2 seconds

      Examples:
        | size | requests |
        | 2    | 2        |
        | 1    | 3        |

    @operation:listAlerts
    Scenario: Pages that are still too large help nothing
      When the client walks through operation listAlerts, 3 at a time
      Then the request times out after 2500 ms
      And the client collects 0 items
