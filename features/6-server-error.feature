@scenario:6 @status:500
Feature: 6. Server error (500)

  What worked yesterday fails today, for every call or only for certain ones, and nobody has touched the integration. The
  request may be perfectly good: something broke on the provider's side. A few attempts with growing pauses often get
  through; when they don't, the provider has to know.

  Rule: The provider's own failure is answered with 500

    @operation:simulateServerError
    Scenario: An operation that always fails, key or no key
      Given the client authenticates with no API key
      When the client calls operation GET /simulate-server-error
      Then the response status is 500
      And the error message is "Internal server error - something went wrong on our end"
      And the response conforms to the contract
      And the failure is retryable
      And the failure category is server error
      And the problem is on the provider's side
      And the same request may be sent again
      And the response asks for no wait

    @operation:listAlerts
    Scenario: Other operations work at the same time
      Given the client authenticates with a valid API key
      When the client calls operation simulateServerError
      Then the response status is 500
      When the client calls operation listAlerts
      Then the response status is 200

    Scenario: The answer carries a request id to quote to the provider
      When the client calls operation simulateServerError
      Then the response status is 500
      And the X-Request-Id response header is present

  Rule: It fails always, for a while, now and then, or for one input

    @cause:S6.cause.bad-deployment @cause:S6.cause.corruption @cause:S6.cause.dependency @operation:listAlerts
    Scenario: A broken deployment: every call fails
      Given the client authenticates with a valid API key
      And the request header X-Simulate is "server-error-always"
      When the client calls operation listAlerts 3 times
      Then every response has status 500
      And the error message is "Internal server error - something went wrong on our end"
      And every response conforms to the contract
      And the failure is retryable

    @cause:S6.cause.database-timeout @operation:listAlerts
    Scenario: A passing disturbance: the first two calls fail
      Given the client authenticates with a valid API key
      And the request header X-Simulate is "server-error-at-first"
      When the client calls operation listAlerts 3 times
      Then the first response has status 500
      And the second response has status 500
      And the third response has status 200
      When the client calls operation GET /simulate-server-error
      Then the error message is "Internal server error - something went wrong on our end"

    @cause:S6.cause.database-timeout @operation:listAlerts
    Scenario: The message of a passing disturbance is the same
      Given the client authenticates with a valid API key
      And the request header X-Simulate is "server-error-at-first"
      When the client calls operation listAlerts
      Then the response status is 500
      And the error message is "Internal server error - something went wrong on our end"
      And the failure is retryable

    @cause:S6.cause.memory @operation:listAlerts
    Scenario: Short of memory: every third call fails
      Given the client authenticates with an API key of the large plan, with limits per second, minute, hour and day
      And the request header X-Simulate is "server-error-every-third"
      When the client calls operation listAlerts 6 times
      Then the third response has status 500
      And the sixth response has status 500
      And 4 responses have status 200
      And the error message is "Internal server error - something went wrong on our end"

    @cause:S6.cause.edge-case @operation:listAlerts
    Scenario: Now and then, by chance, but the same in every run
      Given the client authenticates with an API key of the large plan, with limits per second, minute, hour and day
      And the request header X-Simulate is "server-error-by-chance"
      When the client calls operation listAlerts 10 times
      Then 3 responses have status 500
      And one of the error messages is "Internal server error - something went wrong on our end"

    @cause:S6.cause.input-value @cause:S6.cause.injection @operation:createAlert
    Scenario: One input sets off a bug, and only that one
      Given the client authenticates with a valid API key
      And the request body is the example "minimal"
      And field "description" of the request body is "Reported by Pat O'Brien"
      When the client calls operation createAlert
      Then the response status is 500
      And the error message is "Internal server error - something went wrong on our end"
      And the response conforms to the contract
      And the failure is retryable
      And the API has created 0 of the alerts
      Given field "description" of the request body is "Reported by Pat Smith"
      When the client calls operation createAlert
      Then the response status is 201

    @cause:S6.cause.null-reference @operation:createAlert
    Scenario: The code behind the API relies on a text that is empty
      Given the client authenticates with a valid API key
      And operation createAlert responds with status 500 to a body that contains "\"description\":\"\""
      And the request body is the example "minimal"
      And field "description" of the request body is ""
      When the client calls operation createAlert
      Then the response status is 500
      And the failure is retryable
      And the API has created 0 of the alerts
      Given field "description" of the request body is missing
      When the client calls operation createAlert
      Then the response status is 201

  Rule: Any operation can be made to fail, and to recover

    @operation:getUser
    Scenario: Once
      Given the client authenticates with a valid API key
      And operation getUser responds with status 500 once, then recovers
      When the client calls operation getUser twice
      Then the first response has status 500
      And the second response has status 200

    @operation:getUser
    Scenario: With words of one's own
      Given the client authenticates with a valid API key
      And operation getUser responds with status 500 and message "The database is not reachable"
      When the client calls operation getUser
      Then the response status is 500
      And the error message is "The database is not reachable"
      And the error message contains "database"

    @operation:listUsers
    Scenario: Every second time
      Given the client authenticates with a valid API key
      And operation listUsers responds with status 500 on every 2nd request
      When the client calls operation listUsers 4 times
      Then the 2nd response has status 500
      And the 4th response has status 500
      And 2 responses have status 200

    @operation:updateUser
    Scenario: On one input
      Given the client authenticates with a valid API key
      And operation updateUser responds with status 500 to a body that contains "Zoë"
      And the request body is:
        """
        {"name": "Zoë Example"}
        """
      When the client calls operation updateUser
      Then the response status is 500
      Given field "name" of the request body is "Zoe Example"
      When the client calls operation updateUser
      Then the response status is 200

  Rule: The client tries a few times, and then stops

    @operation:getUser
    Scenario: The third attempt gets through
      Given the client authenticates with a valid API key
      And operation getUser responds with status 500 twice, then recovers
      And the client makes at most 3 attempts
      When the client calls operation getUser
      Then the client makes 3 attempts
      And the client succeeds

    @operation:getUser
    Scenario: A failure that stays isn't tried for ever
      Given the client authenticates with a valid API key
      And operation getUser responds with status 500
      And the client makes at most 4 attempts
      When the client calls operation getUser
      Then the client makes 4 attempts
      And the client gives up
      And every response has status 500
