@remedy:longer-timeout
Feature: Remedy: wait longer for an answer

  The answer was on its way when the client hung up. Repeating the call starts the same slow work again; a little more
  patience would have brought the answer. There is nothing to gain where none comes at all.

  Background:
    Given the client authenticates with a valid API key
    And the request header X-Simulate is "slow"

  Rule: Naive

    @operation:listAlerts
    Scenario: Two seconds of patience for an answer of three
      Given the client times out after 2 seconds
      When the client calls operation listAlerts
      Then the request times out after 2 seconds
      And the client gives up

    @operation:listAlerts
    Scenario: The same impatience, four times
      Given the client times out after 2 seconds
      And the client backs off exponentially from 1 second
      And the client makes at most 4 attempts
      When the client calls operation listAlerts
      Then the client makes 4 attempts
      And the client waits 1, 2 and 4 seconds between its attempts
      And the request times out after 2 seconds
      And the client gives up

  Rule: Remedied

    @operation:listAlerts
    Scenario: Five seconds of patience
      Given the client times out after 5 seconds
      When the client calls operation listAlerts
      Then the response status is 200
      And the client makes 1 attempt
      And the response arrives after 3 seconds

    @operation:listAlerts
    Scenario: No patience is enough where no answer comes
      Given the request header X-Simulate is "hang"
      And the client times out after 5 minutes
      When the client calls operation listAlerts
      Then the request times out after 5 minutes
