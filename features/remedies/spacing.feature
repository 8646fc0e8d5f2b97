@remedy:spacing @status:429
Feature: Remedy: leave time between requests

  A loop sends its requests as fast as the answers come, and the quota is gone within a moment. Sent at the pace that the
  quota allows, the same requests all get through. Nothing becomes quicker by that: the quota stays what it is. What
  is saved are the refusals, and whatever a workflow does when it meets one.

  Background:
    Given the client authenticates with a valid API key

  Rule: Naive

    @operation:getUser
    Scenario: Twenty alerts in ten seconds, where ten calls are allowed
      Given the API allows 10 requests per 10 seconds for each API key
      And 20 alerts come in within 10 seconds, with user_id "1, 2, 3" in turn
      When the client calls operation getUser for each of them
      Then the client makes 20 calls
      And 10 responses have status 429
      And 10 of them get through
      And 10 of them fail
      And one of the error messages is "Rate limit exceeded. Max 10 requests per 10 seconds."

    @operation:getUser
    Scenario: A pause that is too short for the quota
      Given 20 alerts come in within 10 seconds, with user_id "1, 2, 3" in turn
      And the client leaves 1 second between its requests
      When the client calls operation getUser for each of them
      Then 15 responses have status 429
      And 5 of them get through
      And the client waits 18.5 seconds in all

  Rule: Remedied

    @operation:getUser
    Scenario: A second between requests, where ten are allowed in ten seconds
      Given the API allows 10 requests per 10 seconds for each API key
      And 20 alerts come in within 10 seconds, with user_id "1, 2, 3" in turn
      And the client leaves 1 second between its requests
      When the client calls operation getUser for each of them
      Then the client sends 20 requests
      And every response has status 200
      And 20 of them get through
      And the work is done after 19 seconds
      And a client that calls operation getUser for each of them and waits for Retry-After is done 9 seconds sooner, with 1 more request refused

    @operation:getUser
    Scenario: Twelve seconds between requests, where five are allowed in a minute
      Given 12 alerts come in within 1 minute, with user_id "1, 2, 3" in turn
      And the client leaves 12 seconds between its requests
      When the client calls operation getUser for each of them
      Then the client sends 12 requests
      And every response has status 200
      And 12 of them get through
      And the client waits 127 seconds in all
      And a client that calls operation getUser for each of them and waits for Retry-After is done 12 seconds sooner, with 2 more requests refused

    @operation:getUser
    Scenario: Where calls come free one at a time, the pace spares nearly every call a refusal
      Given the client authenticates with an API key with a token bucket
      And 12 alerts come in within 12 seconds, with user_id "1, 2, 3" in turn
      And the client leaves 12 seconds between its requests
      When the client calls operation getUser for each of them
      Then the client sends 12 requests
      And 12 of them get through
      And the work is done after 132 seconds
      And a client that calls operation getUser for each of them and waits for Retry-After is done 48 seconds sooner, with 7 more requests refused
