@scenario:7 @status:502 @status:503
Feature: 7. Service unavailable (502, 503)

  Calls fail for a while and then work again as if nothing had happened: "bad gateway", "temporarily unavailable" or no
  connection at all. A gateway finds nothing healthy behind it, or the service turns calls away on purpose, because it is
  being maintained, replaced or overrun. It is rarely for long, so waiting and trying again is right.

  Rule: A gateway without an answer says 502

    @status:502 @operation:simulateBadGateway
    Scenario: The gateway can't use what the server behind it answers
      Given the client authenticates with no API key
      When the client calls operation GET /simulate-bad-gateway
      Then the response status is 502
      And the error message is "Bad gateway - the upstream server returned an invalid response"
      And the response conforms to the contract
      And the failure is retryable
      And the failure category is unavailable
      And the problem is on the provider's side
      And the same request may be sent again

  Rule: A service that turns calls away says 503, and when to come back

    @status:503 @operation:simulateUnavailable
    Scenario: The service is down for a while
      Given the client authenticates with no API key
      When the client calls operation GET /simulate-unavailable
      Then the response status is 503
      And the error message is "Service temporarily unavailable. Please try again later."
      And the response conforms to the contract
      And the response asks to retry after 30 seconds
      And the earliest safe retry is after 30 seconds
      And the failure is retryable
      And the failure category is unavailable
      And the problem is on the provider's side
      And the same request may be sent again

    @operation:listAlerts
    Scenario: An operation that isn't affected answers
      Given the client authenticates with a valid API key
      When the client calls operation listAlerts
      Then the response status is 200
      And the response conforms to the contract

  Rule: It has a reason, and ends

    @cause:S7.cause.maintenance @status:503 @operation:listAlerts
    Scenario: A maintenance window whose end is announced
      Given the client authenticates with a valid API key
      And the request header X-Simulate is "maintenance"
      When the client calls operation listAlerts
      Then the response status is 503
      And the error message is "Service temporarily unavailable. Please try again later."
      And the response asks to retry after 120 seconds
      And the remaining quota is 5
      And the failure is retryable
      When 90 seconds pass
      And the client calls operation listAlerts
      Then the response status is 503
      And the response asks to retry after 30 seconds
      And the response conforms to the contract
      When 30 seconds pass
      And the client calls operation listAlerts
      Then the response status is 200

    @cause:S7.cause.deployment @status:502 @operation:listAlerts
    Scenario: A new version is rolled out
      Given the client authenticates with a valid API key
      And the request header X-Simulate is "deployment"
      When the client calls operation listAlerts
      Then the response status is 502
      And the error message is "Bad gateway - the upstream server returned an invalid response"
      And the response conforms to the contract
      And the failure is retryable
      When the client calls operation listAlerts twice
      Then the second response has status 502
      And the third response has status 200

    @cause:S7.cause.overload @status:503 @operation:listAlerts
    Scenario: Overload: half of the calls are turned away
      Given the client authenticates with a valid API key
      And the request header X-Simulate is "overload"
      When the client calls operation listAlerts 4 times
      Then 2 responses have status 200
      And 2 responses have status 503
      And the last response has status 503
      And the error message is "Service temporarily unavailable. Please try again later."
      And the response asks to retry after 1 second
      And the failure is retryable

    @cause:S7.cause.upstream @status:502 @operation:listAlerts
    Scenario: A service that the API depends on is down
      Given the client authenticates with a valid API key
      And the request header X-Simulate is "dependency-down"
      When the client calls operation listAlerts 3 times
      Then every response has status 502
      And the error message is "Bad gateway - a service this API depends on is not reachable"
      And every response conforms to the contract
      And the failure is retryable
      And the problem is on the provider's side

    @cause:service-unavailable.cause.refused @operation:listAlerts
    Scenario: Nothing listens any more: the connection is refused
      Given the client authenticates with a valid API key
      And the API refuses connections for 5 seconds
      When the client calls operation listAlerts
      Then no response is received because of a refused connection
      And the client sees error "ECONNREFUSED"
      And the failure is retryable
      And the failure category is connection
      And the problem is on the network's side
      And the request was not applied
      When 5 seconds pass
      And the client calls operation listAlerts
      Then the response status is 200

    @status:503 @operation:getUser
    Scenario: Down from one moment to another
      Given the client authenticates with a valid API key
      And operation getUser responds with status 503 from 10 seconds to 20 seconds
      When the client calls operation getUser
      Then the response status is 200
      When 10 seconds pass
      And the client calls operation getUser
      Then the response status is 503
      When 10 seconds pass
      And the client calls operation getUser
      Then the response status is 200

    @status:502 @operation:listUsers
    Scenario: With an answer that the document itself shows
      Given the client authenticates with a valid API key
      And operation listUsers responds with status 502 using example "dependency-down"
      When the client calls operation listUsers
      Then the response status is 502
      And the error message is "Bad gateway - a service this API depends on is not reachable"
      And the response conforms to the contract

  Rule: The client comes back when it was told to

    @status:503 @operation:getUser
    Scenario: As many seconds as Retry-After says
      Given the client authenticates with a valid API key
      And operation getUser responds with status 503 and asks to retry after 7 seconds
      And the client makes at most 2 attempts
      When the client calls operation getUser
      Then the client makes 2 attempts
      And the client waits 7 seconds before the second attempt

    @status:503 @operation:getUser
    Scenario: Until the date that Retry-After gives
      Given the client authenticates with a valid API key
      And operation getUser responds with status 503 and asks to retry at the date in 9 seconds
      When the client calls operation getUser
      Then the Retry-After response header is "Thu, 01 Jan 2026 00:00:09 GMT"
      And the earliest safe retry is after 9 seconds

    @status:503 @operation:getUser
    Scenario: A date that has passed asks for no wait
      Given the client authenticates with a valid API key
      And operation getUser responds with status 503 and asks to retry at a date in the past
      When the client calls operation getUser
      Then the response status is 503
      And the earliest safe retry is after 0 seconds

    @status:503 @operation:getUser
    Scenario: A Retry-After that nobody can read is ignored
      Given the client authenticates with a valid API key
      And operation getUser responds with status 503 and an unreadable Retry-After
      When the client calls operation getUser
      Then the response status is 503
      And the response asks for no wait
