@remedy:backoff
Feature: Remedy: back off exponentially, or wait as long as the API says

  Whoever is refused and asks again at once is refused again. With pauses that double, a client gets past a short
  disturbance or a short window without knowing how long it lasts. When the window is longer than all the pauses
  together, that is not enough; then it helps to do what the answer says: wait for Retry-After.

  Rule: Naive

    @status:429 @operation:listAlerts
    Scenario: The sixth call fails, and so does every call right after it
      Given the client authenticates with an API key with a short window, which exponential backoff outlasts
      When the client calls operation listAlerts 10 times
      Then 5 responses have status 200
      And 5 responses have status 429
      And one of the error messages is "Rate limit exceeded. Max 5 requests per 10 seconds."

    @status:500 @operation:getUser
    Scenario: A disturbance of three seconds
      Given the client authenticates with a valid API key
      And operation getUser responds with status 500 from 0 seconds to 3 seconds
      When the client calls operation getUser
      Then the response status is 500
      And the client makes 1 attempt
      And the client gives up

  Rule: Remedied by pauses that double

    @status:500 @operation:getUser
    Scenario: The third attempt comes after the disturbance
      Given the client authenticates with a valid API key
      And operation getUser responds with status 500 from 0 seconds to 3 seconds
      And the client backs off exponentially from 1 second
      And the client makes at most 6 attempts
      When the client calls operation getUser
      Then the client waits 1 and 2 seconds between its attempts
      And the client makes 3 attempts
      And the client succeeds

    @status:429 @operation:listAlerts
    Scenario: Ten seconds are outlasted by 1, 2, 4 and 8
      Given the client authenticates with an API key with a short window, which exponential backoff outlasts
      And the client ignores Retry-After
      And the client backs off exponentially from 1 second
      And the client makes at most 6 attempts
      When the client calls operation listAlerts 6 times
      Then the client waits 1, 2, 4 and 8 seconds between its attempts
      And the client makes 5 attempts
      And the client succeeds
      And 4 responses have status 429
      And the client waits 15 seconds in all

    @status:429 @operation:listAlerts
    Scenario: Half a minute is outlasted by 1, 2, 4, 8 and 16
      Given the client authenticates with an API key with a short window, which exponential backoff outlasts
      And quota "short" allows 5 requests per 30 seconds
      And the client ignores Retry-After
      And the client backs off exponentially from 1 second
      And the client makes at most 6 attempts
      When the client calls operation listAlerts 6 times
      Then the client waits 1, 2, 4, 8 and 16 seconds between its attempts
      And the client makes 6 attempts
      And the client succeeds
      And the client waits 31 seconds in all

    @status:429 @operation:listAlerts
    Scenario: A minute is not
      Given the client authenticates with a valid API key
      And the client ignores Retry-After
      And the client backs off exponentially from 1 second
      And the client makes at most 6 attempts
      When the client calls operation listAlerts 6 times
      Then the client waits 1, 2, 4, 8 and 16 seconds between its attempts
      And the client makes 6 attempts
      And the client gives up
      And 6 responses have status 429
      And the error message is "Rate limit exceeded. Max 5 requests per 60 seconds."

    @status:429 @operation:listAlerts
    Scenario: Nor is anything outlasted that starts anew with every attempt
      Given the client authenticates with an API key whose early retries start the waiting time anew
      And the client ignores Retry-After
      And the client backs off exponentially from 1 second
      And the client makes at most 8 attempts
      When the client calls operation listAlerts 6 times
      Then the client waits 1, 2, 4, 8, 16, 30 and 30 seconds between its attempts
      And the client gives up
      And 8 responses have status 429
      And the response asks to retry after 60 seconds

  Rule: Remedied by waiting for Retry-After

    @status:429 @operation:listAlerts
    Scenario Outline: One wait of <window> gets past 5 per <window>
      Given the client authenticates with <key>
      And the client waits for Retry-After
      When the client calls operation listAlerts 6 times
      Then the client makes 2 attempts
      And the client waits <window> before the second attempt
      And the client succeeds
      And 1 response has status 429
      And the client waits <window> in all

      Examples:
        | window     | key                                                                    |
        | 60 seconds | a valid API key                                                        |
        | 10 seconds | an API key with a short window, which exponential backoff outlasts     |
        | 60 seconds | an API key whose early retries start the waiting time anew             |
        | 60 seconds | an API key with X-RateLimit fields and Retry-After as a date           |

    @status:429 @operation:listAlerts
    Scenario: Pauses of its own are no reason to come back earlier than told
      Given the client authenticates with a valid API key
      And the client backs off exponentially from 1 second
      And the client makes at most 2 attempts
      When the client calls operation listAlerts 6 times
      Then the client waits 60 seconds before the second attempt
      And the client succeeds

    @status:429 @operation:listAlerts
    Scenario: Where nothing is said, there are only the pauses
      Given the client authenticates with an API key whose refusals don't say when to come back
      And the client backs off exponentially from 10 seconds
      And the client makes at most 4 attempts
      When the client calls operation listAlerts 6 times
      Then the client waits 10, 20 and 30 seconds between its attempts
      And the client succeeds

    @status:503 @operation:listAlerts
    Scenario: A maintenance window of two minutes whose end is announced
      Given the client authenticates with a valid API key
      And the request header X-Simulate is "maintenance"
      And the client waits for Retry-After
      When the client calls operation listAlerts
      Then the client makes 2 attempts
      And the client waits 120 seconds before the second attempt
      And the client succeeds

  Rule: Remedied by stopping before the quota is used up

    @status:429 @operation:getUser
    Scenario: Everyone waits, not only the call that was refused
      Given the client authenticates with a valid API key
      And the client holds all calls back while the quota is used up
      And 12 alerts come in within 1 minute, with user_id "1, 2, 3" in turn
      When the client calls operation getUser for each of them
      Then the client sends 12 requests
      And every response has status 200
      And 12 of them get through
      And a client that calls operation getUser for each of them and waits for Retry-After is done 0 seconds later, with 2 more requests refused
