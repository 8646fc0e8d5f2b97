Feature: Success codes (200, 201, 204)

  What an answer looks like when all is well. 200 brings what was asked for, 201 says that something new exists and where,
  204 says that it is done and that there is nothing more to say.

  Background:
    Given the client authenticates with a valid API key

  Rule: 200 brings what was asked for

    @status:200
    Scenario Outline: <operation> finds something
      When the client calls operation <operation>
      Then the response status is 200
      And the response status is in 2XX
      And the response conforms to the contract
      And the client succeeds

      Examples:
        | operation  |
        | listAlerts |
        | getAlert   |
        | listUsers  |
        | getUser    |

    @status:200
    Scenario Outline: <operation> answers with the changed user
      Given parameter user_id is "2"
      And the request body is the contract's own example
      When the client calls operation <operation>
      Then the response status is 200
      And the response conforms to the contract

      Examples:
        | operation   |
        | replaceUser |
        | updateUser  |

    @status:200 @operation:listAlerts
    Scenario: A list comes in pages
      Given parameter limit is "2"
      When the client calls operation listAlerts
      Then field "items" of the response body has 2 items
      Given parameter cursor is field "next_cursor" of the last response
      When the client calls operation listAlerts
      Then field "items" of the response body has 1 item
      And field "next_cursor" of the response body is null
      And the response conforms to the contract

  Rule: 201 says that something new exists, and where

    @status:201 @operation:createAlert
    Scenario: A new alert is in the list and at its own address
      Given the request body is the example "complete"
      When the client calls operation createAlert
      Then the response status is 201
      And the response conforms to the contract
      And the Location response header is "/alerts/4"
      And field "id" of the response body is "4"
      Given parameter alert_id is field "id" of the last response
      When the client calls operation getAlert
      Then the response status is 200
      And field "alert_type" of the response body is "PHISHING"
      When the client calls operation listAlerts
      Then field "items" of the response body has 4 items
      And field "items" of the response body has an item whose "id" is "4"

    @status:201 @operation:replaceUser
    Scenario: PUT creates a user that didn't exist
      Given parameter user_id is "new-1"
      And the request body is the contract's own example
      When the client calls operation replaceUser
      Then the response status is 201
      And the response conforms to the contract
      And the API has created 1 of the users

  Rule: 204 says that it is done, and nothing more

    @status:204 @operation:deleteUser
    Scenario: A deleted user
      Given parameter user_id is "2"
      When the client calls operation deleteUser
      Then the response status is 204
      And the response has no body
      And the response conforms to the contract
      And the API has deleted 1 of the users
