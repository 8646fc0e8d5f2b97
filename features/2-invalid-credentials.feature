@scenario:2 @status:403
Feature: 2. Invalid credentials (403)

  A key arrives and isn't accepted. Either it never worked, because what was pasted isn't what was issued; or it worked
  until yesterday, because it expired, was replaced or was taken back. 401 asks who the client is; 403 has heard the
  answer and says no. To try again with the same key is useless; a new or a different key is needed.

  Rule: A key that isn't accepted is answered with 403

    @operation:listAlerts
    Scenario: A key that nobody issued is refused
      Given the client authenticates with the API key "wrong-key"
      When the client calls operation listAlerts
      Then the response status is 403
      And the error message is "Invalid API key. Access forbidden."
      And the response conforms to the contract
      And the failure is not retryable
      And the failure category is authorization
      And the problem is on the client's side
      And the same request may not be sent again

    @operation:listAlerts
    Scenario: The right key is accepted
      Given the client authenticates with the API key "valid-key-123"
      When the client calls operation listAlerts
      Then the response status is 200
      And the response conforms to the contract

    Scenario Outline: No operation takes an unknown key: <operation>
      Given the client authenticates with an unknown API key
      When the client calls operation <operation>
      Then the response status is 403
      And the error message is "Invalid API key. Access forbidden."
      And the response conforms to the contract

      Examples: Operations that need a key
        | operation   |
        | listAlerts  |
        | createAlert |
        | getAlert    |
        | listUsers   |
        | getUser     |
        | replaceUser |
        | updateUser  |
        | deleteUser  |

    @operation:listAlerts
    Scenario: Refused calls use up nothing of anybody's quota
      Given the client authenticates with an unknown API key
      When the client calls operation listAlerts 8 times
      Then every response has status 403

  Rule: A key that once worked can stop working

    @operation:listAlerts
    Scenario Outline: The client still uses <key>
      Given the client authenticates with <key>
      When the client calls operation listAlerts
      Then the response status is 403
      And the error message is "Invalid API key. Access forbidden."
      And the response conforms to the contract
      And the failure is not retryable

      @cause:S2.cause.expired
      Examples: Expired
        | key                     |
        | an API key that expired |
        | an expired API key      |

      @cause:S2.cause.rotated
      Examples: Replaced by a new one
        | key                                    |
        | an API key that was replaced by another |

      @cause:invalid-credentials.cause.revoked
      Examples: Taken back
        | key                                  |
        | an API key that the provider revoked |

    @cause:S2.cause.rotated @operation:listAlerts
    Scenario: The key is replaced while the integration runs
      Given the client authenticates with an API key that is rotated while in use, after 3 requests
      When the client calls operation listAlerts 4 times
      Then 3 responses have status 200
      And the last response has status 403
      And the error message is "Invalid API key. Access forbidden."
      And the failure is not retryable

    @cause:S2.cause.rotated @operation:listAlerts
    Scenario: The key that replaced the old one works
      Given the client authenticates with the API key that replaced the rotated one
      When the client calls operation listAlerts
      Then the response status is 200

  Rule: A key opens only what it was issued for

    @cause:S2.cause.scope
    Scenario Outline: A read-only key may not write: <operation>
      Given the client authenticates with a read-only API key
      And the request body is the contract's own example
      When the client calls operation <operation>
      Then the response status is 403
      And the error message is "Insufficient scope. This API key needs: <scope>"
      And the response conforms to the contract
      And the failure is not retryable
      And the failure category is authorization
      And the problem is on the client's side

      Examples:
        | operation   | scope        |
        | createAlert | alerts:write |
        | replaceUser | users:write  |
        | updateUser  | users:write  |
        | deleteUser  | users:write  |

    @cause:S2.cause.scope
    Scenario Outline: A read-only key may read: <operation>
      Given the client authenticates with a read-only API key
      When the client calls operation <operation>
      Then the response status is 200

      Examples:
        | operation  |
        | listAlerts |
        | getAlert   |
        | listUsers  |
        | getUser    |

    @cause:S2.cause.scope
    Scenario Outline: A key with the scope may write: <operation>
      Given the client authenticates with an API key with every scope
      And the request body is the contract's own example
      When the client calls operation <operation>
      Then the response status is <status>
      And the response conforms to the contract

      Examples:
        | operation   | status |
        | createAlert | 201    |
        | updateUser  | 200    |

    @cause:S2.cause.address @operation:listAlerts
    Scenario: A key that is bound to the office doesn't work from here
      Given the client authenticates with an API key that works from one office network only
      When the client calls operation listAlerts
      Then the response status is 403
      And the error message is "Access from 127.0.0.1 is not allowed for this API key."
      And the response conforms to the contract
      And the failure is not retryable

    @cause:S2.cause.address @operation:listAlerts
    Scenario: A key that is bound to this machine works from here
      Given the client authenticates with an API key that works from this machine only
      When the client calls operation listAlerts
      Then the response status is 200

  Rule: A key of one tenant stores nothing for another

    Scenario Outline: <operation> for a tenant that isn't the key's
      Given the client authenticates with an API key of another tenant, client-b
      And parameter user_id is "6"
      And the request body is the contract's own example
      And field "tenant" of the request body is "client-a"
      When the client calls operation <operation>
      Then the response status is 403
      And the error message is "This API key does not belong to tenant client-a."
      And the response conforms to the contract
      And the failure is not retryable
      And the failure category is authorization
      And the problem is on the client's side

      Examples:
        | operation   |
        | createAlert |
        | replaceUser |
        | updateUser  |

    @operation:createAlert
    Scenario: For its own tenant it may, and the alert is there for it
      Given the client authenticates with an API key of another tenant, client-b
      And the request body is the contract's own example
      And field "tenant" of the request body is "client-b"
      When the client calls operation createAlert
      Then the response status is 201
      And field "tenant" of the response body is "client-b"

  Rule: One wrong character makes another key

    @cause:S2.cause.paste @operation:listAlerts
    Scenario Outline: What pasting did to the key: <what>
      Given the client authenticates with the API key "<value>"
      When the client calls operation listAlerts
      Then the response status is 403
      And the error message is "Invalid API key. Access forbidden."
      And the failure is not retryable

      Examples:
        | what                          | value                 |
        | the end is missing            | valid-key-12          |
        | a typo                        | valid-key-132         |
        | another case                  | Valid-Key-123         |
        | quotes came along             | \"valid-key-123\"     |
        | a space inside                | valid-key -123        |
        | a non-breaking space behind   | valid-key-123\u00a0   |
        | the prefix of another scheme  | Bearer valid-key-123  |

    @cause:S2.cause.paste @status:400
    Scenario: A line break tears the request apart before anybody looks at the key
      When the client writes on the socket:
        """
        GET /alerts HTTP/1.1
        Host: localhost
        X-API-Key: valid-key
        -123
        """
      Then the response status is 400
      And the response is in the API's error format
      And the failure is not retryable

    @cause:S2.cause.paste @operation:listAlerts
    Scenario: Spaces around the key do no harm, because HTTP itself strips them
      Given the client authenticates with the API key "  valid-key-123  "
      When the client calls operation listAlerts
      Then the response status is 200
