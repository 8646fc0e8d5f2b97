@remedy:create-if-not-found @status:404
Feature: Remedy: create what isn't found

  Sometimes what isn't there should be. The workflow looks, creates what is missing, and leaves alone what it finds.

  Background:
    Given the client authenticates with a valid API key
    And these items are to be worked on:
      | user_id |
      | 1       |
      | 999     |

  Rule: Naive

    @operation:getUser
    Scenario: The user isn't there, and the work ends
      When the client calls operation getUser for each of them, and stops at the first failure
      Then the response status is 404
      And the error message is "User with ID 999 not found"
      And 1 of them fails

  Rule: Remedied

    @operation:replaceUser
    Scenario: The user isn't there, and is created
      Given the request body is the contract's own example
      When the client calls operation replaceUser for those of them that operation getUser does not find
      Then 2 of them get through
      And the API has created 1 of the users
      And the client sends 3 requests
      And the last response has status 201
      When the client calls operation GET /users/999
      Then the response status is 200
