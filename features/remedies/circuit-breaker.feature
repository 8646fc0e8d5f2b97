@remedy:circuit-breaker @status:500
Feature: Remedy: stop calling what is broken, and notice when it works again

  While an API is down, every call to it is wasted, and adds to the load of something that tries to get up. A circuit
  breaker counts failures in a row; then it opens, and calls fail at once without being sent. After a while it lets
  one through to see: if that succeeds it closes, and all is as before. One that never tries again turns a breakdown
  of a minute into one that lasts until somebody restarts the client.

  Background:
    Given the client authenticates with an API key of the large plan, with limits per second, minute, hour and day
    And operation getUser responds with status 500 from 0 seconds to 40 seconds
    And 20 alerts come in within 1 minute, with user_id "1, 2, 3" in turn

  Rule: Naive

    @operation:getUser
    Scenario: Every alert calls an API that is down
      When the client calls operation getUser for each of them
      Then the client sends 20 requests
      And 14 responses have status 500
      And 6 of them get through

    @operation:getUser
    Scenario: A breaker that never closes again costs more than the breakdown
      Given the client's circuit breaker opens after 5 failures in a row and never half-opens
      When the client calls operation getUser for each of them
      Then the client sends 5 requests
      And 15 calls are not sent
      And 0 of them get through
      And the circuit breaker is open
      When 24 hours pass
      And the client calls operation getUser
      Then 16 calls are not sent

  Rule: Remedied

    @operation:getUser
    Scenario: Five failures open it, half a minute later it closes again
      Given the client's circuit breaker opens after 5 failures in a row and half-opens after 30 seconds
      When the client calls operation getUser for each of them
      Then the client sends 11 requests
      And 5 responses have status 500
      And 9 calls are not sent
      And 6 of them get through
      And the circuit breaker is closed

    @operation:getUser
    Scenario: As long as the API is down, one request in a while is enough
      Given the client's circuit breaker opens after 5 failures in a row and half-opens after 15 seconds
      When the client calls operation getUser for each of them
      Then 6 responses have status 500
      And 8 calls are not sent
      And 6 of them get through
      And the circuit breaker is closed

    @operation:getUser
    Scenario: Four failures leave it closed
      Given the client's circuit breaker opens after 5 failures in a row and half-opens after 30 seconds
      When the client calls operation getUser 4 times
      Then the circuit breaker is closed
      When the client calls operation getUser
      Then the circuit breaker is open
      And 0 calls are not sent
      When the client calls operation getUser
      Then 1 call is not sent
      And the client sends 5 requests

    @operation:getUser
    Scenario: A success starts the count anew
      Given the client's circuit breaker opens after 5 failures in a row and half-opens after 30 seconds
      When the client calls operation getUser 4 times
      And 40 seconds pass
      And the client calls operation getUser
      Then the response status is 200
      Given operation getUser responds in sequence:
        | return-500 |
        | return-500 |
        | return-500 |
        | return-500 |
      When the client calls operation getUser 4 times
      Then 8 responses have status 500
      And the circuit breaker is closed
      And 0 calls are not sent

    @operation:getUser
    Scenario: An API that says no is up: a 404 opens nothing
      Given the client's circuit breaker opens after 5 failures in a row and half-opens after 30 seconds
      When the client calls operation getUser 4 times
      And 41 seconds pass
      And the client calls operation GET /users/999 6 times
      Then 4 responses have status 500
      And 6 responses have status 404
      And the circuit breaker is closed
