@remedy:retry-limit
Feature: Remedy: try again a few times, then stop

  A server error may be over in a moment, so it is right to try again, with pauses that grow. It may also last for
  hours. A client that never stops hammers at something that is broken, and holds up all that waits behind it.

  Background:
    Given the client authenticates with a valid API key

  Rule: Naive

    @status:500 @operation:simulateServerError
    Scenario: Without a limit worth the name
      Given the client backs off exponentially from 2 seconds
      And the client makes at most 10 attempts
      When the client calls operation simulateServerError
      Then every response has status 500
      And the client makes 10 attempts
      And the client waits 180 seconds in all

    @status:502 @operation:listAlerts
    Scenario: A single attempt, although the third would have succeeded
      Given the request header X-Simulate is "deployment"
      When the client calls operation listAlerts
      Then the response status is 502
      And the client gives up

  Rule: Remedied

    @status:500 @operation:simulateServerError
    Scenario: Three more attempts, after 2, 4 and 8 seconds
      Given the client backs off exponentially from 2 seconds
      And the client makes at most 4 attempts
      When the client calls operation simulateServerError
      Then the client waits 2, 4 and 8 seconds between its attempts
      And the client makes 4 attempts
      And the client gives up
      And the client waits 14 seconds in all
      And the error message is "Internal server error - something went wrong on our end"

    @status:502 @operation:listAlerts
    Scenario: A new version is rolled out meanwhile
      Given the request header X-Simulate is "deployment"
      And the client backs off exponentially from 2 seconds
      And the client makes at most 4 attempts
      When the client calls operation listAlerts
      Then the client waits 2 and 4 seconds between its attempts
      And the client succeeds

    @operation:createAlert
    Scenario Outline: What no repeat can mend isn't repeated: <status>
      Given the client authenticates with <key>
      And the request body is:
        """
        {"tenant": "test"}
        """
      And the client backs off exponentially from 2 seconds
      And the client makes at most 4 attempts
      When the client calls operation <operation>
      Then the response status is <status>
      And the client makes 1 attempt
      And the client waits 0 seconds in all

      Examples:
        | status | key                | operation      |
        | 400    | a valid API key    | createAlert    |
        | 401    | no API key         | createAlert    |
        | 403    | an expired API key | createAlert    |
        | 404    | a valid API key    | GET /users/999 |
