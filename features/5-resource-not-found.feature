@scenario:5 @status:404
Feature: 5. Resource not found (404)

  Some items go through and others fail. The key is fine and the operation is there, but what the id names isn't: it was
  deleted, it belongs to somebody else, it is written differently, or it hasn't arrived yet. The same call fails again
  until the id is right or the item exists.

  Background:
    Given the client authenticates with a valid API key

  Rule: An id that doesn't exist is answered with 404, and the message repeats it

    @operation:getUser
    Scenario: A user that doesn't exist
      When the client calls operation GET /users/999
      Then the response status is 404
      And the error message is "User with ID 999 not found"
      And the response conforms to the contract
      And the failure is not retryable
      And the failure category is not found
      And the problem is on the client's side
      And the same request may not be sent again

    @operation:getUser
    Scenario: A user that exists
      When the client calls operation GET /users/1
      Then the response status is 200
      And field "id" of the response body is "1"
      And the response conforms to the contract

    @operation:getAlert
    Scenario: An alert that doesn't exist
      When the client calls operation GET /alerts/999
      Then the response status is 404
      And the error message is "Alert with ID 999 not found"
      And the response conforms to the contract
      And the failure is not retryable

    Scenario Outline: What isn't there can't be changed either: <operation>
      Given parameter user_id is "999"
      And the request body is the contract's own example
      When the client calls operation <operation>
      Then the response status is 404
      And the error message is "User with ID 999 not found"
      And the response conforms to the contract

      Examples:
        | operation  |
        | updateUser |
        | deleteUser |

  Rule: The item was there before

    @cause:S5.cause.deleted-between @cause:S5.cause.stored-id @operation:getUser
    Scenario: Deleted between two calls
      Given parameter user_id is "3"
      When the client calls operation getUser
      Then the response status is 200
      When another client calls operation deleteUser
      Then the response status is 204
      When the client calls operation getUser
      Then the response status is 404
      And the error message is "User with ID 3 not found"
      And the failure is not retryable
      And the API has deleted 1 of the users

    @cause:S5.cause.user-deactivated @operation:getUser
    Scenario: Deactivated between two calls
      Given parameter user_id is "2"
      And the request body is:
        """
        {"status": "deactivated"}
        """
      When the client calls operation getUser
      Then the response status is 200
      When another client calls operation updateUser
      Then the response status is 200
      And field "status" of the response body is "deactivated"
      When the client calls operation getUser
      Then the response status is 404
      And the error message is "User with ID 2 not found"

    @cause:S5.cause.user-deactivated
    Scenario: Somebody who was deactivated long ago is still in the list
      When the client calls operation GET /users/4
      Then the response status is 404
      And the error message is "User with ID 4 not found"
      When the client calls operation GET /users?ids=4
      Then the response status is 200
      And field "items" of the response body has an item whose "status" is "deactivated"

  Rule: The item isn't there yet

    @cause:S5.cause.sync-delay @operation:getUser
    Scenario: Synchronised half a minute later
      When the client calls operation GET /users/5
      Then the response status is 404
      And the error message is "User with ID 5 not found"
      When 29 seconds pass
      And the client calls operation GET /users/5
      Then the response status is 404
      When 1 second passes
      And the client calls operation GET /users/5
      Then the response status is 200

    @operation:replaceUser
    Scenario: Created because it wasn't found
      Given parameter user_id is "999"
      And the request body is the contract's own example
      When the client calls operation getUser
      Then the response status is 404
      When the client calls operation replaceUser
      Then the response status is 201
      When the client calls operation getUser
      Then the response status is 200
      When the client calls operation replaceUser
      Then the response status is 200

  Rule: The id is of the wrong kind, or names somebody else's item

    @operation:getUser
    Scenario Outline: The id has the wrong form: <path>
      When the client calls operation GET /users/<path>
      Then the response status is 404
      And the error message is "User with ID <id> not found"
      And the response conforms to the contract

      @cause:S5.cause.integer-expected
      Examples: A name instead of a number
        | path  | id    |
        | abc   | abc   |
        | grace | grace |

      @cause:S5.cause.string-sent
      Examples: The number as text, with its quotes
        | path    | id      |
        | %221%22 | \"1\" |
        | '1'     | '1'     |

      @cause:S5.cause.integer-sent
      Examples: The text as a number, reckoned with on its way
        | path | id  |
        | 1.0  | 1.0 |
        | 01   | 01  |

    @cause:resource-not-found.cause.case @operation:getUser
    Scenario: The id is written in another case
      When the client calls operation GET /users/ada-7
      Then the response status is 404
      And the error message is "User with ID ada-7 not found"
      When the client calls operation GET /users/Ada-7
      Then the response status is 200

    @cause:S5.cause.other-environment
    Scenario Outline: An id from production, asked for in the test environment: <path>
      When the client calls operation GET <path>
      Then the response status is 404
      And the error message is "<message>"
      And the failure is not retryable

      Examples:
        | path          | message                       |
        | /users/48213  | User with ID 48213 not found  |
        | /alerts/90127 | Alert with ID 90127 not found |

    @cause:S5.cause.other-tenant @operation:getUser
    Scenario: The user belongs to another tenant
      Given the client authenticates with an API key of another tenant, client-b
      When the client calls operation GET /users/1
      Then the response status is 404
      And the error message is "User with ID 1 not found"
      When the client calls operation GET /users/6
      Then the response status is 200
      And field "tenant" of the response body is "client-b"

    @cause:S5.cause.other-tenant @operation:getAlert
    Scenario: The alert belongs to another tenant
      Given the client authenticates with an API key of another tenant, client-b
      When the client calls operation GET /alerts/1
      Then the response status is 404
      And the error message is "Alert with ID 1 not found"
      When the client calls operation GET /alerts/2
      Then the response status is 200

    @cause:S5.cause.other-tenant @operation:replaceUser
    Scenario: Another tenant's user can't be replaced either
      Given the client authenticates with an API key of another tenant, client-b
      And parameter user_id is "1"
      And the request body is the contract's own example
      And field "tenant" of the request body is "client-b"
      When the client calls operation replaceUser
      Then the response status is 404
      And the error message is "User with ID 1 not found"
      And the response conforms to the contract

  Rule: One unknown id doesn't spoil a batch

    @operation:listUsers
    Scenario: A lookup of two users, one of whom doesn't exist
      When the client calls operation GET /users?ids=1,999
      Then the response status is 200
      And field "items" of the response body has 1 item
      And field "items" of the response body has an item whose "id" is "1"
      And the response conforms to the contract

  Rule: A path or a method that the API doesn't have

    Scenario: A path that isn't in the document
      When the client calls operation GET /nope
      Then the response status is 404
      And the error message is "Path /nope not found"
      And the response is in the API's error format
      And the failure is not retryable

    @status:405
    Scenario: A method that the path doesn't have
      When the client calls operation PUT /alerts
      Then the response status is 405
      And the error message is "Method PUT is not allowed here. Allowed: GET, HEAD, OPTIONS, POST"
      And the Allow response header is "GET, HEAD, OPTIONS, POST"
      And the response is in the API's error format
      And the failure is not retryable
      And the failure category is validation
      And the problem is on the client's side
