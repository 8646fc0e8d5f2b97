@remedy:smaller-payload
Feature: Remedy: ask for less, send less

  A request can be too large in both directions: the answer takes longer than anybody waits, or the body is more than
  the API reads. Half of it, twice, gets through.

  Background:
    Given the client authenticates with a valid API key

  Rule: Naive

    @operation:listUsers
    Scenario: Four users in one answer take too long
      Given operation listUsers takes 1 second for each item of its response
      And the client times out after 3 seconds
      And 4 items come in within 1 second, with user_id "1, 2, 3, Ada-7" in turn
      When the client gathers them for 1 second and calls operation listUsers for up to 4 at a time
      Then the request times out after 3 seconds
      And 4 of them fail

    @status:413 @operation:createAlert
    Scenario: A body larger than the API reads
      Given the request body is 1048577 bytes long
      When the client calls operation createAlert
      Then the response status is 413
      And the error message is "Request body is too large. Max 1048576 bytes."

  Rule: Remedied

    @operation:listUsers
    Scenario: Two by two
      Given operation listUsers takes 1 second for each item of its response
      And the client times out after 3 seconds
      And 4 items come in within 1 second, with user_id "1, 2, 3, Ada-7" in turn
      When the client gathers them for 1 second and calls operation listUsers for up to 2 at a time
      Then every response has status 200
      And 4 of them get through
      And the client sends 2 requests

    @status:201 @operation:createAlert
    Scenario: Only what is needed
      Given the request body is the example "complete"
      And field "description" of the request body is 200 characters long
      When the client calls operation createAlert
      Then the response status is 201
