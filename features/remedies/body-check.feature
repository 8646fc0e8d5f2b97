@remedy:body-check @status:400
Feature: Remedy: check and convert before the call

  The mapping found no value, or a text where a number belongs. The API says so with 400, once a request is spent. A
  client that knows what the contract requires finds it out before: it converts what is only written differently,
  and what it can't guess it tells to a person.

  Background:
    Given the client authenticates with a valid API key
    And the request body is the example "complete"

  Rule: Naive

    @operation:createAlert
    Scenario: A required field is missing
      Given field "severity" of the request body is missing
      When the client calls operation createAlert
      Then the response status is 400
      And the error message is "Missing required fields: severity"

    @operation:createAlert
    Scenario Outline: The value is written in another way: <field> is <value>
      Given field "<field>" of the request body is <value>
      When the client calls operation createAlert
      Then the response status is 400
      And the error message is "<message>"
      And the API has created 0 of the alerts

      Examples:
        | field       | value      | message                                             |
        | priority    | "5"        | Invalid type for field priority: expected integer   |
        | tenant      | 5          | Invalid type for field tenant: expected string      |
        | occurred_at | 1768465800 | Invalid type for field occurred_at: expected string |

  Rule: Remedied

    @operation:createAlert
    Scenario Outline: What can't be guessed is told before a request is spent: <line>
      Given field "severity" of the request body is <value>
      When the client checks the request body before it calls operation createAlert
      Then the client sends 0 requests
      And the client notes down "<line>"
      And the API has created 0 of the alerts

      Examples:
        | value      | line                                                 |
        | null       | severity is null                                     |
        | ""         | severity is empty                                    |
        | "critical" | severity is \"critical\", not one of low, medium, high |

    @operation:createAlert
    Scenario: All that is missing is told at once
      Given field "severity" of the request body is missing
      And field "tenant" of the request body is missing
      When the client checks the request body before it calls operation createAlert
      Then the client sends 0 requests
      And the client notes down "severity is missing"
      And the client notes down "tenant is missing"

    @operation:createAlert
    Scenario Outline: What is only written differently is converted: <field> is <value>
      Given field "<field>" of the request body is <value>
      When the client checks the request body before it calls operation createAlert
      Then the response status is 201
      And field "<field>" of the last request is <sent>
      And the API has created 1 of the alerts

      Examples:
        | field       | value      | sent                       |
        | priority    | "5"        | 5                          |
        | tenant      | 5          | "5"                        |
        | occurred_at | 1768465800 | "2026-01-15T08:30:00.000Z" |

    @operation:createAlert
    Scenario: A field in another spelling gets its own name
      Given field "alert_type" of the request body is named "alertType"
      When the client checks the request body before it calls operation createAlert
      Then the response status is 201
      And the client notes down "alertType renamed to alert_type"
      And field "alert_type" of the last request is "PHISHING"
