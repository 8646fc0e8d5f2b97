@remedy:existence-check @status:404
Feature: Remedy: look before you change

  A workflow has noted down ids, and when it comes to change what they stand for, one of them is gone. It looks first:
  what is there is changed, what isn't is skipped, and a line in the log says so. The rest of the work goes on.

  Background:
    Given the client authenticates with a valid API key
    And these items are to be worked on:
      | user_id |
      | 999     |
      | 2       |
    And the request body is the contract's own example

  Rule: Naive

    @operation:updateUser
    Scenario: The first that is gone ends the work
      When the client calls operation updateUser for each of them, and stops at the first failure
      Then the response status is 404
      And the error message is "User with ID 999 not found"
      And 1 of them fails
      And 1 of them is never tried
      And 0 of them get through

    @operation:replaceUser
    Scenario: Where a change may also create, a user turns up whom nobody wanted
      When the client calls operation replaceUser for each of them
      Then the first response has status 201
      And the API has created 1 of the users

  Rule: Remedied

    @operation:updateUser
    Scenario: What is gone is skipped and noted down, the rest is changed
      When the client calls operation updateUser for those of them that operation getUser finds
      Then 1 of them is skipped
      And 1 of them gets through
      And 0 of them fail
      And the client notes down "GET /users/999: not found, update skipped"
      And the client sends 3 requests
      And the last response has status 200

    @operation:replaceUser
    Scenario: Nobody is created by mistake
      When the client calls operation replaceUser for those of them that operation getUser finds
      Then 1 of them is skipped
      And 1 of them gets through
      And the API has created 0 of the users
