@remedy:higher-limit @status:429
Feature: Remedy: ask for a higher limit

  Where every request is needed, and needed now, the quota is too small for the job. The provider can raise it, if
  somebody says what it is for and how many requests there are. The numbers to ask with are the ones below.

  Background:
    Given the client authenticates with a valid API key
    And 12 alerts come in within 1 minute, with user_id "1, 2, 3" in turn

  Rule: Naive

    @operation:getUser
    Scenario: Twelve alerts a minute, and five requests allowed
      When the client calls operation getUser for each of them
      Then 5 of them get through
      And 7 of them fail
      And 7 responses have status 429

    @operation:getUser
    Scenario: Less than is needed still leaves some out
      Given the API allows 10 requests per 60 seconds for each API key
      When the client calls operation getUser for each of them
      Then 10 of them get through
      And 2 responses have status 429
      And one of the error messages is "Rate limit exceeded. Max 10 requests per 60 seconds."

  Rule: Remedied

    @operation:getUser
    Scenario: The same load under a quota that fits it
      Given the API allows 12 requests per 60 seconds for each API key
      When the client calls operation getUser for each of them
      Then 12 of them get through
      And every response has status 200
      And the client waits 0 seconds in all
      And the remaining quota is 0
      And the work is done after 55 seconds
