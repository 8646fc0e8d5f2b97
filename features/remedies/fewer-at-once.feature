@remedy:fewer-at-once @status:429
Feature: Remedy: fewer requests at the same time

  Ten workflows start at once, and each of them calls. No quota of the minute is used up, but more requests are under way
  at the same time than the API allows. The client lets a few go and the others wait their turn.

  Background:
    Given the client authenticates with an API key of the large plan, with limits per second, minute, hour and day
    And the request header X-Simulate is "slow"

  Rule: Naive

    @cause:S4.cause.parallel @operation:listAlerts
    Scenario: All at once
      When the client sends 8 concurrent requests to operation listAlerts
      Then 5 responses have status 200
      And 3 responses have status 429
      And one of the error messages is "Rate limit exceeded. Max 5 requests at the same time."

  Rule: Remedied

    @operation:listAlerts
    Scenario: Five at the same time, the others in the next round
      Given the client has at most 5 requests under way at the same time
      When the client sends 8 concurrent requests to operation listAlerts
      Then every response has status 200
      And the client sends 8 requests
      And the client waits 9 seconds in all
