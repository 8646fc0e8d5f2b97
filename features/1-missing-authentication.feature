@scenario:1 @status:401
Feature: 1. Missing authentication (401)

  The very first call fails, and so does every call after it. The API can't tell who is asking, because no key arrives in
  the place where it looks for one. Nothing is wrong with the API, and trying again changes nothing: somebody has to
  put the key where it belongs.

  Rule: A call without a key is answered with 401

    @cause:S1.cause.not-saved @operation:listAlerts
    Scenario: The key was never filled in
      Given the client authenticates with no API key
      When the client calls operation listAlerts
      Then the response status is 401
      And the error message is "Missing authentication. Include X-API-Key header."
      And the response conforms to the contract
      And the failure is not retryable
      And the failure category is authentication
      And the problem is on the client's side
      And the same request may not be sent again

    @operation:listAlerts
    Scenario: The answer says how to authenticate
      Given the client authenticates with no API key
      When the client calls operation listAlerts
      Then the response status is 401
      And the WWW-Authenticate response header is "ApiKey realm=\"alerts\", header=\"X-API-Key\""
      And the response asks for no wait

    @operation:listAlerts
    Scenario: With a key in its place the same call succeeds
      Given the client authenticates with a valid API key
      When the client calls operation listAlerts
      Then the response status is 200
      And the response conforms to the contract

    Scenario Outline: No operation lets a stranger in: <operation>
      Given the client authenticates with no API key
      When the client calls operation <operation>
      Then the response status is 401
      And the error message is "Missing authentication. Include X-API-Key header."
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

  Rule: A key in the wrong place is no key

    @cause:S1.cause.blank @operation:listAlerts
    Scenario Outline: The key was saved blank: <what>
      Given the client authenticates with the API key "<value>"
      When the client calls operation listAlerts
      Then the response status is 401
      And the error message is "Missing authentication. Include X-API-Key header."
      And the response conforms to the contract

      Examples:
        | what         | value |
        | nothing      |       |
        | three spaces | \u0020\u0020\u0020 |

    @operation:listAlerts
    Scenario Outline: The key goes out as <header>: <value>
      Given the client sends the API key "<value>" in header <header>
      When the client calls operation listAlerts
      Then the response status is 401
      And the error message is "Missing authentication. Include X-API-Key header."
      And the failure is not retryable

      @cause:S1.cause.wrong-header
      Examples: In another header
        | header        | value                |
        | Authorization | valid-key-123        |
        | Authorization | Bearer valid-key-123 |
        | API-Key       | valid-key-123        |

      @cause:S1.cause.wrong-field
      Examples: Saved as the user name or the password
        | header        | value                      |
        | Authorization | Basic dmFsaWQta2V5LTEyMzo= |
        | Authorization | Basic OnZhbGlkLWtleS0xMjM= |

    @cause:missing-authentication.cause.wrong-place @operation:listAlerts
    Scenario Outline: The key stands in the query, as <name>
      Given the client sends a valid API key in query parameter "<name>"
      When the client calls operation listAlerts
      Then the response status is 401
      And the error message is "Missing authentication. Include X-API-Key header."

      Examples:
        | name      |
        | api_key   |
        | X-API-Key |

    @cause:missing-authentication.cause.wrong-place @operation:createAlert
    Scenario: The key stands in the body
      Given the client sends a valid API key in field "api_key" of the request body
      And the request body is the example "minimal"
      When the client calls operation createAlert
      Then the response status is 401
      And the error message is "Missing authentication. Include X-API-Key header."
      And the response conforms to the contract
      And the API has created 0 of the alerts

  Rule: What is asked for depends on the operation, and a good client brings all of it

    @operation:listAlerts
    Scenario: A client that is set up well has every credential
      Given the client has every credential that an operation asks for
      When the client calls operation listAlerts
      Then the response status is 200

    @operation:listAlerts @status:401
    Scenario: One credential of several is left out
      Given the client has every credential that an operation asks for
      And the client's credential for "ApiKeyAuth" is no credential
      When the client calls operation listAlerts
      Then the response status is 401
