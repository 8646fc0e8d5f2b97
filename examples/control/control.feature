Feature: The control API keeps to its own document

  The port that makes the mock fail is an API like any other: it has a document, and here it is held to it. Against a
  mock that runs: faultline run openapi/control.openapi.yaml examples/control --target http://127.0.0.1:8002

  Rule: Asked properly, it does as it is told

    Scenario Outline: <operation>
      Given the client authenticates with a valid API key
      And the request body is the contract's own example
      When the client calls operation <operation>
      Then the response status is in 2XX
      And the response conforms to the contract
      And the client succeeds

      Examples: What is running
        | operation         |
        | getHealth         |
        | getVersion        |
        | getDocumentAsYaml |
        | getDocumentAsJson |
        | listOperations    |
        | listFaults        |

      Examples: What is to fail
        | operation         |
        | listRules         |
        | replaceRules      |
        | restoreRules      |
        | addInstructions   |
        | getInstructions   |
        | addCaseRule       |
        | listCaseRules     |
        | replaceCaseRules  |
        | removeCaseRules   |
        | listRateLimits    |
        | setRateLimit      |
        | refuseConnections |

      Examples: Cases, their time, and what happened in them
        | operation    |
        | openCase     |
        | listCases    |
        | getCase      |
        | resetCase    |
        | getTrace     |
        | verifyCase   |
        | getClock     |
        | advanceClock |
        | resetClock   |
        | closeCase    |
        | resetMock    |

    Scenario: A case is found again under the id that it got
      Given the client authenticates with a valid API key
      And the request body is:
        """
        { "instructions": { "getUser": ["return-503"] } }
        """
      When the client calls operation openCase
      Then the response status is 201
      And the Location response header is present
      And field "completed" of the response body is false
      Given parameter id is field "id" of the last response
      When the client calls operation getCase
      Then the response status is 200
      And field "completed" of the response body is false
      When the client calls operation closeCase
      And the client calls operation getCase
      Then the response status is 404

  Rule: Every operation refuses strangers, each in the same words

    Scenario Outline: No page may use <operation>
      Given the client authenticates with a valid API key
      And the request header Origin is "https://evil.example"
      When the client calls operation <operation>
      Then the response status is 403
      And the response conforms to the contract
      And the error message contains "the control API is not for web pages"
      And the failure is retryable after a change

      Examples:
        | operation         |
        | getHealth         |
        | getVersion        |
        | getDocumentAsYaml |
        | getDocumentAsJson |
        | listOperations    |
        | listFaults        |
        | resetMock         |
        | listRules         |
        | replaceRules      |
        | restoreRules      |
        | listCases         |
        | openCase          |
        | getCase           |
        | closeCase         |
        | resetCase         |
        | getInstructions   |
        | addInstructions   |
        | listCaseRules     |
        | addCaseRule       |
        | replaceCaseRules  |
        | removeCaseRules   |
        | listRateLimits    |
        | setRateLimit      |
        | refuseConnections |
        | getTrace          |
        | verifyCase        |
        | getClock          |
        | advanceClock      |
        | resetClock        |

    @token
    Scenario Outline: <who> may not start over
      Given the client authenticates with <who>
      When the client calls operation resetMock
      Then the response status is 401
      And the WWW-Authenticate response header is present
      And the response conforms to the contract
      And the failure category is authentication

      Examples:
        | who                |
        | no API key         |
        | an unknown API key |

  Rule: What isn't known is refused, with what was probably meant

    Background:
      Given the client authenticates with a valid API key
      And the request body is the contract's own example

    Scenario Outline: <operation> of a case that isn't open
      Given parameter id is "defualt"
      When the client calls operation <operation>
      Then the response status is 404
      And the response conforms to the contract
      And field "suggestion" of the response body is "default"
      And the failure category is not found

      Examples:
        | operation         |
        | getCase           |
        | closeCase         |
        | resetCase         |
        | getInstructions   |
        | addInstructions   |
        | listCaseRules     |
        | addCaseRule       |
        | replaceCaseRules  |
        | removeCaseRules   |
        | listRateLimits    |
        | setRateLimit      |
        | refuseConnections |
        | getTrace          |
        | verifyCase        |
        | getClock          |
        | advanceClock      |
        | resetClock        |

    Scenario Outline: <operation> with a field that nobody knows
      Given field "milisecond" of the request body is 1
      When the client calls operation <operation>
      Then the response status is 400
      And the response conforms to the contract
      And the error message contains "there is no field"
      And the failure category is validation

      Examples:
        | operation         |
        | openCase          |
        | replaceRules      |
        | replaceCaseRules  |
        | addCaseRule       |
        | addInstructions   |
        | setRateLimit      |
        | refuseConnections |
        | advanceClock      |
        | verifyCase        |

    Scenario: An operation with a slip in its name
      Given field "operationId" of the request body is "listAlrts"
      When the client calls operation addInstructions
      Then the response status is 422
      And the response conforms to the contract
      And field "suggestion" of the response body is "listAlerts"

    Scenario: A body that isn't JSON
      Given the request's content type is "text/plain"
      When the client calls operation addInstructions
      Then the response status is 415
      And the response conforms to the contract
