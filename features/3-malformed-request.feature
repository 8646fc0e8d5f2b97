@scenario:3 @status:400
Feature: 3. Malformed request (400)

  Reading works, but creating or updating fails, and the message speaks of fields. The key was accepted; what the
  client sends is not what the API wants: a field is missing, misspelt, of the wrong type or has a value that isn't
  allowed. The same body fails every time, so the mapping has to be mended first.

  Background:
    Given the client authenticates with a valid API key

  Rule: A body that lacks fields is answered with 400, and the message names them

    @operation:createAlert @cause:S3.cause.missing-field
    Scenario: Required fields are missing
      Given the request body is:
        """
        {"tenant": "test"}
        """
      When the client calls operation createAlert
      Then the response status is 400
      And the error message is "Missing required fields: alert_type, severity"
      And the response conforms to the contract
      And the failure is not retryable
      And the failure category is validation
      And the problem is on the client's side
      And the same request may not be sent again
      And the API has created 0 of the alerts

    @operation:createAlert
    Scenario: With all required fields the alert is created
      Given the request body is:
        """
        {"tenant": "client-a", "alert_type": "TEST", "severity": "low"}
        """
      When the client calls operation createAlert
      Then the response status is 201
      And the response conforms to the contract
      And the API has created 1 of the alerts

    @operation:createAlert
    Scenario: Start with the least that is accepted, then add the optional fields
      Given the request body is the example "minimal"
      When the client calls operation createAlert
      Then the response status is 201
      Given the request body is the example "complete"
      When the client calls operation createAlert
      Then the response status is 201
      And the response conforms to the contract

  Rule: A field has to be there, to be filled, and to bear its own name

    @operation:createAlert
    Scenario Outline: A required field is missing: <field>
      Given the request body is the example "minimal"
      And field "<field>" of the request body is missing
      When the client calls operation createAlert
      Then the response status is 400
      And the error message is "Missing required fields: <field>"

      @cause:S3.cause.missing-field
      Examples:
        | field      |
        | tenant     |
        | alert_type |
        | severity   |

    @operation:createAlert
    Scenario Outline: The mapping found no value: <field> is <value>
      Given the request body is the example "minimal"
      And field "<field>" of the request body is <value>
      When the client calls operation createAlert
      Then the response status is 400
      And the error message is "<message>"
      And the response conforms to the contract

      @cause:S3.cause.empty-mapping
      Examples: Null
        | field    | value | message                         |
        | severity | null  | Field severity must not be null |
        | tenant   | null  | Field tenant must not be null   |

      @cause:S3.cause.empty-mapping
      Examples: Empty
        | field      | value | message                           |
        | tenant     | ""    | Field tenant must not be empty     |
        | alert_type | ""    | Field alert_type must not be empty |

    @operation:createAlert @cause:S3.cause.name-style
    Scenario: A required field is written in another style, so it counts as missing
      Given the request body is the example "minimal"
      And field "alert_type" of the request body is named "alertType"
      When the client calls operation createAlert
      Then the response status is 400
      And the error message is "Missing required fields: alert_type"

    @operation:createAlert @cause:S3.cause.name-typo
    Scenario: An optional field is misspelt, and is not dropped without a word
      Given the request body is the example "complete"
      And field "occurred_at" of the request body is named "occuredAt"
      When the client calls operation createAlert
      Then the response status is 400
      And the error message is "Unknown field: occuredAt"
      And the response conforms to the contract

  Rule: A value has to be of the right type, and one that is allowed

    @operation:createAlert
    Scenario Outline: <field> is <value>
      Given the request body is the example "complete"
      And field "<field>" of the request body is <value>
      When the client calls operation createAlert
      Then the response status is 400
      And the error message is "<message>"
      And the response conforms to the contract
      And the failure is not retryable

      @cause:S3.cause.string-for-number
      Examples: A string where a number belongs
        | field    | value | message                                           |
        | priority | "5"   | Invalid type for field priority: expected integer |

      @cause:S3.cause.number-for-string
      Examples: A number where a string belongs
        | field  | value | message                                        |
        | tenant | 5     | Invalid type for field tenant: expected string |

      Examples: Of another type
        | field    | value | message                                           |
        | priority | 2.5   | Invalid type for field priority: expected integer |
        | severity | true  | Invalid type for field severity: expected string  |

      @cause:S3.cause.enum
      Examples: Not one of the allowed values
        | field    | value      | message                                                            |
        | severity | "critical" | Invalid value for field severity: must be one of low, medium, high |
        | severity | "LOW"      | Invalid value for field severity: must be one of low, medium, high |

      @cause:S3.cause.date-format
      Examples: Seconds since 1970 instead of ISO 8601
        | field       | value        | message                                                  |
        | occurred_at | "1768465800" | Invalid format for field occurred_at: expected date-time |
        | occurred_at | 1768465800   | Invalid type for field occurred_at: expected string      |

      Examples: Out of bounds
        | field    | value | message                                       |
        | priority | 9     | Invalid value for field priority: must be <= 5 |
        | priority | 0     | Invalid value for field priority: must be >= 1 |

    @operation:createAlert
    Scenario: A text that is too long
      Given the request body is the example "minimal"
      And field "tenant" of the request body is 65 characters long
      When the client calls operation createAlert
      Then the response status is 400
      And the error message is "Invalid length of field tenant: the limit is 64"

    @operation:createAlert
    Scenario: A text that is just short enough
      Given the request body is the example "minimal"
      And field "tenant" of the request body is 64 characters long
      When the client calls operation createAlert
      Then the response status is 201

    @operation:replaceUser
    Scenario: A user without a usable e-mail address
      Given the request body is the example "whole"
      And field "email" of the request body is "x"
      When the client calls operation replaceUser
      Then the response status is 400
      And the error message is "Invalid format for field email: expected email"
      And the response conforms to the contract

    @operation:updateUser
    Scenario: A change to a status that doesn't exist
      Given the request body is:
        """
        {"status": "asleep"}
        """
      When the client calls operation updateUser
      Then the response status is 400
      And the error message is "Invalid value for field status: must be one of active, deactivated"
      And the response conforms to the contract

    @operation:updateUser
    Scenario: A change that changes nothing
      Given the request body is:
        """
        {}
        """
      When the client calls operation updateUser
      Then the response status is 400
      And the error message is "Invalid length of field body: the limit is 1"

    Scenario Outline: A page size of "<limit>" for <operation>
      Given parameter limit is "<limit>"
      When the client calls operation <operation>
      Then the response status is 400
      And the error message is "<message>"
      And the response conforms to the contract

      Examples:
        | operation  | limit | message                                       |
        | listAlerts | many  | Invalid type for field limit: expected integer |
        | listAlerts | 1000  | Invalid value for field limit: must be <= 100  |
        | listUsers  | 0     | Invalid value for field limit: must be >= 1    |

  Rule: A body has to be there, to be JSON, and to say so

    @operation:createAlert
    Scenario: No body at all
      Given the request has no body
      When the client calls operation createAlert
      Then the response status is 400
      And the error message is "Request body is missing"
      And the response conforms to the contract

    @operation:createAlert @cause:malformed-request.cause.syntax
    Scenario Outline: JSON that doesn't parse: <body>
      Given the request body is:
        """
        <body>
        """
      When the client calls operation createAlert
      Then the response status is 400
      And the error message is "Request body is not valid JSON"
      And the response conforms to the contract
      And the failure is not retryable

      Examples:
        | body                 |
        | {"tenant":           |
        | {'tenant': 'a'}      |
        | {"tenant": "a",}     |

    @status:415 @cause:malformed-request.cause.content-type
    Scenario Outline: <operation> is sent as a form
      Given the request body is:
        """
        tenant=client-a&severity=low
        """
      And the request's content type is "application/x-www-form-urlencoded"
      When the client calls operation <operation>
      Then the response status is 415
      And the error message is "Unsupported media type application/x-www-form-urlencoded. Use application/json."
      And the response conforms to the contract
      And the failure is not retryable
      And the failure category is validation
      And the problem is on the client's side

      Examples:
        | operation   |
        | createAlert |
        | replaceUser |
        | updateUser  |

    @status:413
    Scenario Outline: <operation> with one byte more than the API reads
      Given the request body is 1048577 bytes long
      When the client calls operation <operation>
      Then the response status is 413
      And the error message is "Request body is too large. Max 1048576 bytes."
      And the response conforms to the contract
      And the failure is not retryable
      And the failure category is validation
      And the problem is on the client's side

      Examples:
        | operation   |
        | createAlert |
        | replaceUser |
        | updateUser  |

    @operation:createAlert
    Scenario: The largest body that the API reads is judged by its fields
      Given the request body is 1048576 bytes long
      When the client calls operation createAlert
      Then the response status is 400

    @status:431
    Scenario: Headers that are too large
      Given the request header X-Padding is 20000 characters long
      When the client calls operation listAlerts
      Then the response status is 431
      And the error message is "Request headers are too large"
      And the response is in the API's error format
      And the failure is not retryable
      And the failure category is validation
      And the problem is on the client's side

    Scenario: A path that can't be decoded
      When the client calls operation GET /users/%E0%A4%A
      Then the response status is 400
      And the error message is "Path is not valid percent-encoding"
      And the response is in the API's error format

    @operation:simulateTimeout
    Scenario: A number of seconds that is none
      When the client calls operation GET /simulate-timeout?timeout_seconds=soon
      Then the response status is 400
      And the error message is "Invalid type for field timeout_seconds: expected number"
      And the response conforms to the contract

  Rule: What is not required may be left out

    @operation:listAlerts
    Scenario: A parameter that is not required is left out
      Given parameter limit is missing
      When the client calls operation listAlerts
      Then the response status is 200
