@remedy:caching @status:429
Feature: Remedy: keep answers

  Many alerts concern few users, so the same question is asked again and again. An answer that is kept for a while
  costs one request, however often it is needed. What is kept can be out of date: it is kept no longer than the
  workflow can bear.

  Background:
    Given the client authenticates with a valid API key

  Rule: Naive

    @cause:S4.cause.same-data @cause:S4.cause.no-cache @operation:getUser
    Scenario: Thirty alerts about three users, and a request for each alert
      Given 30 alerts come in within 1 minute, with user_id "1, 2, 3" in turn
      When the client calls operation getUser for each of them
      Then the client sends 30 requests
      And 25 responses have status 429
      And 5 of them get through

  Rule: Remedied

    @operation:getUser
    Scenario: The same alerts, and a request for each user
      Given 30 alerts come in within 1 minute, with user_id "1, 2, 3" in turn
      And the client keeps each answer for 5 minutes
      When the client calls operation getUser for each of them
      Then the client makes 30 calls
      And the client sends 3 requests
      And every response has status 200
      And 27 calls are answered without a request
      And 30 of them get through
      And the client waits 0 seconds in all
      And a client that calls operation getUser for each of them and waits for Retry-After is done 242 seconds later, with 5 more requests refused

    @operation:getUser
    Scenario: What is kept is asked for again once its time is over
      Given the client keeps each answer for 30 seconds
      When the client calls operation getUser 3 times
      Then the client sends 1 request
      When 30 seconds pass
      And the client calls operation getUser
      Then the client sends 2 requests

    @operation:getUser
    Scenario: A failure isn't kept
      Given the client keeps each answer for 5 minutes
      And parameter user_id is "5"
      When the client calls operation getUser
      Then the response status is 404
      When 30 seconds pass
      And the client calls operation getUser
      Then the response status is 200

    @operation:getUser
    Scenario: What the client itself has changed is asked for anew
      Given the client keeps each answer for 5 minutes
      And parameter user_id is "2"
      And the request body is:
        """
        {"name": "Linus Renamed"}
        """
      When the client calls operation getUser
      And the client calls operation updateUser
      And the client calls operation getUser
      Then the client sends 3 requests
      And field "name" of the response body is "Linus Renamed"
