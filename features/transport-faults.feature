@transport
Feature: Transport faults

  Not every failure has a status. The connection can be refused, reset or closed, and the bytes can stop, be garbled or
  make no sense, while the status says 200. A client that looks only at the status sees none of it; and after most of
  these nobody knows whether the call was carried out.

  Background:
    Given the client authenticates with a valid API key

  Rule: No status line comes

    @operation:getUser
    Scenario Outline: <fault> before a byte of the answer
      Given operation getUser fails with <fault> once, then recovers
      When the client calls operation getUser
      Then no response is received because of <fault>
      And the client sees error "<code>"
      And the failure category is connection
      And the problem is on the network's side
      And the failure is retryable only if idempotent
      And the same request may be sent again
      And the request may have been applied
      When the client calls operation getUser
      Then the response status is 200

      Examples:
        | fault              | code           |
        | a connection reset | ECONNRESET     |
        | an empty response  | UND_ERR_SOCKET |

    @operation:getUser
    Scenario: What comes is no HTTP at all
      Given operation getUser fails with garbage instead of a response
      When the client calls operation getUser
      Then no response is received because of garbage instead of a response
      And the client sees error "HPE_INVALID_CONSTANT"
      And the failure category is connection
      And the problem is on the provider's side
      And the failure is retryable only if idempotent

    @operation:getUser
    Scenario: A reset on a connection that had been used before
      Given operation getUser fails with a connection reset on reuse
      When the client calls operation getUser
      Then the response status is 200
      When the client calls operation getUser
      Then no response is received because of a connection reset on reuse
      And the client sees error "ECONNRESET"

    @operation:getUser
    Scenario: Nobody listens
      Given the API refuses connections for 10 seconds
      When the client calls operation getUser
      Then no response is received because of a refused connection
      And the failure is retryable
      And the request was not applied
      When 10 seconds pass
      And the client calls operation getUser
      Then the response status is 200

    @operation:getUser
    Scenario: Nothing comes at all
      Given operation getUser fails with a hang
      And the client times out after 20 seconds
      When the client calls operation getUser
      Then no response is received because of a hang
      And the request times out after 20 seconds

  Rule: The status says 200, and the body breaks off

    @operation:listAlerts
    Scenario Outline: <fault> after the headers
      Given operation listAlerts fails with <fault> once, then recovers
      When the client calls operation listAlerts
      Then the response breaks off because of <fault>
      And the client sees error "<code>"
      And the failure category is connection
      And the problem is on the network's side
      And the failure is retryable only if idempotent
      And the request was applied
      When the client calls operation listAlerts
      Then the response status is 200
      And the response conforms to the contract

      Examples:
        | fault                          | code                   |
        | a connection reset in mid-body | ECONNRESET             |
        | a truncated body               | UND_ERR_SOCKET         |
        | a malformed chunk              | HPE_INVALID_CHUNK_SIZE |

    @operation:listAlerts
    Scenario: Nothing more comes after the first bytes
      Given operation listAlerts fails with a hang in mid-body
      And the client times out after 20 seconds
      When the client calls operation listAlerts
      Then the response breaks off because of a hang in mid-body
      And the request times out after 20 seconds

    @operation:listAlerts
    Scenario: The body comes in drips, and all of it in the end
      Given operation listAlerts fails with a dripping body
      When the client calls operation listAlerts
      Then the response status is 200
      And the response body is JSON
      And the response arrives after 1 second

  Rule: The answer is whole, and wrong

    @operation:listAlerts
    Scenario Outline: <fault> with status 200
      Given operation listAlerts fails with <fault> once, then recovers
      When the client calls operation listAlerts
      Then the response status is 200
      And the response is whole but wrong because of <fault>
      When the client calls operation listAlerts
      Then the response conforms to the contract

      Examples:
        | fault                |
        | invalid JSON         |
        | a wrong content type |
        | an empty body        |

  Rule: A lost answer doesn't undo what was done

    @operation:createAlert
    Scenario Outline: The alert is created before <fault>
      Given operation createAlert fails with <fault> once the change is made
      And the request body is the example "minimal"
      When the client calls operation createAlert
      Then no response is received because of <fault>
      And the API has created 1 of the alerts
      And the request may have been applied
      And the same request may not be sent again

      Examples:
        | fault              |
        | a connection reset |
        | an empty response  |

  Rule: The client gets through as soon as the fault is over

    @operation:getUser
    Scenario: Two resets, then an answer
      Given operation getUser responds in sequence:
        | return-reset-connection |
        | return-reset-connection |
        | pass                    |
      And the client makes at most 3 attempts
      When the client calls operation getUser
      Then the client makes 3 attempts
      And the client succeeds
