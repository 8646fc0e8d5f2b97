@scenario:8 @status:504
Feature: 8. Timeout (504, or no answer at all)

  A call hangs for half a minute and then fails. Two things look alike here and are not: a gateway that gave up waiting
  for the server behind it sends an answer, 504; a client that gave up waiting has none. Nobody knows in either case
  whether the call was carried out. Ask for less at once, or wait longer.

  Rule: A gateway that gives up waiting says 504

    @cause:S8.cause.network @operation:simulateTimeout
    Scenario: The server behind the gateway doesn't answer in time
      Given the client authenticates with no API key
      When the client calls operation GET /simulate-timeout
      Then the response status is 504
      And the response arrives after 2 seconds
      And the error message is "Gateway timeout - the upstream server did not respond in time"
      And the response conforms to the contract
      And the failure is retryable
      And the failure category is timeout
      And the problem is on the provider's side
      And the same request may be sent again
      And the request may have been applied

    @operation:simulateTimeout
    Scenario Outline: The gateway waits for <seconds> seconds
      When the client calls operation GET /simulate-timeout?timeout_seconds=<seconds>
      Then the response status is 504
      And the response arrives after <duration>

      Examples:
        | seconds | duration   |
        | 0       | 0 ms       |
        | 0.5     | 500 ms     |
        | 5       | 5 seconds  |

    @operation:simulateTimeout
    Scenario: No gateway waits longer than a minute
      Given the client times out after 2 minutes
      When the client calls operation GET /simulate-timeout?timeout_seconds=60
      Then the response status is 504
      And the response arrives after 60 seconds

    @cause:S8.cause.deadlock @operation:listAlerts
    Scenario: The server is stuck, and the gateway gives up after half a minute
      Given the client authenticates with a valid API key
      And the request header X-Simulate is "gateway-timeout"
      And the client times out after 1 minute
      When the client calls operation listAlerts
      Then the response status is 504
      And the response arrives after 30 seconds
      And the error message is "Gateway timeout - the upstream server did not respond in time"
      And the response conforms to the contract
      And the failure is retryable

    @operation:listAlerts
    Scenario: An operation that is quick answers at once
      Given the client authenticates with a valid API key
      When the client calls operation listAlerts
      Then the response status is 200
      And the response arrives within 100 ms
      And the response conforms to the contract

  Rule: A client that gives up waiting gets nothing

    @cause:timeout.cause.impatient-client @operation:listAlerts
    Scenario: The answer is slower than the client is patient
      Given the client authenticates with a valid API key
      And the request header X-Simulate is "slow"
      And the client times out after 2 seconds
      When the client calls operation listAlerts
      Then the request times out after 2 seconds
      And the failure is retryable
      And the failure category is timeout
      And the problem is on the network's side

    @cause:timeout.cause.impatient-client @operation:listAlerts
    Scenario: A client with more patience gets the same answer
      Given the client authenticates with a valid API key
      And the request header X-Simulate is "slow"
      And the client times out after 4 seconds
      When the client calls operation listAlerts
      Then the response status is 200
      And the response arrives after 3 seconds

    @cause:S8.cause.crashed @operation:listAlerts
    Scenario: Not one byte comes
      Given the client authenticates with a valid API key
      And the request header X-Simulate is "hang"
      And the client times out after 30 seconds
      When the client calls operation listAlerts
      Then the request times out after 30 seconds
      And the failure is retryable
      And the failure category is timeout
      And the problem is on the network's side

    @cause:timeout.cause.stalled-body @operation:listAlerts
    Scenario: The headers and a few bytes come, then nothing more
      Given the client authenticates with a valid API key
      And the request header X-Simulate is "hang-mid-body"
      And the client times out after 30 seconds
      When the client calls operation listAlerts
      Then the request times out after 30 seconds
      And the response breaks off after 16 bytes
      And the failure is retryable
      And the failure category is timeout
      And the problem is on the network's side

    @operation:getUser
    Scenario: Any operation can fall silent
      Given the client authenticates with a valid API key
      And operation getUser never responds
      And the client times out after 10 seconds
      When the client calls operation getUser
      Then the request times out after 10 seconds

    @operation:getUser
    Scenario: Any operation can be slow
      Given the client authenticates with a valid API key
      And operation getUser takes 1.5 seconds to respond
      When the client calls operation getUser
      Then the response status is 200
      And the response arrives after 1500 ms

  Rule: Whoever asks for less gets it sooner

    @cause:S8.cause.slow-query @operation:listAlerts
    Scenario: A large page takes too long, a small one doesn't
      Given the client authenticates with a valid API key
      And the request header X-Simulate is "slow-per-item"
      And the client times out after 2 seconds
      When the client calls operation listAlerts
      Then the request times out after 2 seconds
      And the failure is retryable
      And the failure category is timeout
      And the problem is on the network's side
      Given parameter limit is "1"
      When the client calls operation listAlerts
      Then the response status is 200
      And the response arrives after 1 second
      And field "items" of the response body has 1 item

    @operation:listUsers
    Scenario: A page for a given time per item
      Given the client authenticates with a valid API key
      And operation listUsers takes 200 ms for each item of its response
      When the client calls operation GET /users?ids=1,2,3
      Then the response status is 200
      And the response arrives after 600 ms

  Rule: After a timeout nobody knows what was done

    @cause:connection-lost.cause.lost-reply @operation:createAlert
    Scenario: The alert is created, but the answer is lost
      Given the client authenticates with a valid API key
      And the request body is the example "minimal"
      And the request header X-Simulate is "lost-reply"
      When the client calls operation createAlert
      Then no response is received because of an empty response
      And the failure is retryable only if idempotent
      And the failure category is connection
      And the problem is on the network's side
      And the request may have been applied
      And the API has created 1 of the alerts
      When the client calls operation createAlert
      Then the API has created 2 of the alerts
