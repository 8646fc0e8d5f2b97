@remedy:not-found-handled @status:404
Feature: Remedy: one 404 doesn't fail the rest

  Ten items are looked up, and one of them is gone. That one has no answer; the other nine have theirs.

  Background:
    Given the client authenticates with a valid API key
    And these items are to be worked on:
      | user_id |
      | 1       |
      | 999     |
      | 2       |
      | 3       |

  Rule: Naive

    @operation:getUser
    Scenario: Everything ends with the first 404
      When the client calls operation getUser for each of them, and stops at the first failure
      Then 1 of them gets through
      And 1 of them fails
      And 2 of them are never tried
      And the error message is "User with ID 999 not found"

  Rule: Remedied

    @operation:getUser
    Scenario: The 404 is noted down, the rest is found
      When the client calls operation getUser for each of them, and leaves out what is not found
      Then 3 of them get through
      And 1 of them is skipped
      And 0 of them fail
      And the client notes down "GET /users/999: not found, left out"
      And 1 response has status 404
      And 3 responses have status 200
