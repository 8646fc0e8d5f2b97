Feature: Retryable or not

  The one question after every failure: may I simply try again? Two tables answer it. The reference decides by the status
  alone. The standards also ask what the request does: a call that creates something may be repeated after a lost answer
  only if the server can tell the second from the first.

  Background:
    Given the client authenticates with a valid API key

  Rule: By the reference, 4xx waits for a change and 5xx for better times

    Scenario Outline: <operation> fails with <status>
      Given operation <operation> responds with status <status>
      When the client calls operation <operation>
      Then the response status is <status>
      And the response status is in <class>
      And the failure is <retry>
      And the failure category is <category>
      And the problem is <side>

      Examples: May work later
        | operation  | status | class | retry                    | category     | side                        |
        | listAlerts | 429    | 4XX   | retryable after a delay  | throttling   | on the client's side        |
        | listAlerts | 500    | 5XX   | retryable                | server error | on the provider's side      |
        | listAlerts | 502    | 5XX   | retryable                | unavailable  | on the provider's side      |
        | listAlerts | 503    | 5XX   | retryable                | unavailable  | on the provider's side      |
        | listAlerts | 504    | 5XX   | retryable                | timeout      | on the provider's side      |

      Examples: Something has to change first
        | operation  | status | class | retry         | category       | side                 |
        | listAlerts | 400    | 4XX   | not retryable | validation     | on the client's side |
        | listAlerts | 401    | 4XX   | not retryable | authentication | on the client's side |
        | listAlerts | 403    | 4XX   | not retryable | authorization  | on the client's side |
        | getUser    | 404    | 4XX   | not retryable | not found      | on the client's side |

    Scenario: A timeout on the network may work later
      Given operation listAlerts never responds
      And the client times out after 5 seconds
      When the client calls operation listAlerts
      Then the request times out after 5 seconds
      And the failure is retryable
      And the same request may be sent again

  Rule: By the standards, it also depends on what the request does

    Scenario Outline: <operation> fails with <status>, judged by the RFCs
      Given failures are classified by the standard policy
      And the request body is the contract's own example
      And operation <operation> responds with status <status>
      When the client calls operation <operation>
      Then the response status is <status>
      And the failure is <retry>
      And the same request <again> be sent again

      Examples: Whatever the request does
        | operation   | status | retry                    | again   |
        | createAlert | 400    | not retryable            | may not |
        | createAlert | 401    | retryable after a change | may not |
        | createAlert | 403    | retryable after a change | may not |
        | getUser     | 404    | not retryable            | may not |
        | createAlert | 429    | retryable after a delay  | may     |

      Examples: Only if a repeat does no harm
        | operation   | status | retry                        | again   |
        | getUser     | 500    | retryable only if idempotent | may     |
        | createAlert | 500    | retryable only if idempotent | may not |
        | getUser     | 502    | retryable only if idempotent | may     |
        | createAlert | 502    | retryable only if idempotent | may not |
        | getUser     | 504    | retryable only if idempotent | may     |
        | createAlert | 504    | retryable only if idempotent | may not |

    Scenario Outline: A gateway's <status> is neither the client's doing nor the provider's
      Given failures are classified by the standard policy
      And operation listAlerts responds with status <status>
      When the client calls operation listAlerts
      Then the problem is between client and provider

      Examples:
        | status |
        | 502    |
        | 504    |

    Scenario: A key that makes a repeat harmless
      Given failures are classified by the standard policy
      And the request body is the example "minimal"
      And the request header Idempotency-Key is "\"7f0c2b1e\""
      And operation createAlert responds with status 500
      When the client calls operation createAlert
      Then the failure is retryable only if idempotent
      And the same request may be sent again

  Rule: Every operation keeps to the table, whatever breaks behind it

    Scenario Outline: <operation> meets all four
      Given the request body is the contract's own example
      And operation <operation> responds in sequence:
        | return-500 |
        | return-502 |
        | return-503 |
        | return-504 |
      When the client calls operation <operation> 4 times
      Then the first response has status 500
      And the second response has status 502
      And the third response has status 503
      And the fourth response has status 504
      And every response conforms to the contract

      Examples:
        | operation           |
        | listAlerts          |
        | createAlert         |
        | getAlert            |
        | listUsers           |
        | getUser             |
        | replaceUser         |
        | updateUser          |
        | deleteUser          |
        | simulateServerError |
        | simulateBadGateway  |
        | simulateUnavailable |
        | simulateTimeout     |
