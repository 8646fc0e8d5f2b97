@remedy:batching @status:429
Feature: Remedy: one request for many items

  Each alert needs the user whom it concerns, and each workflow looks that user up by itself. An API that takes a list
  of ids answers all of these lookups with one request, if the client gathers them for a while.

  Background:
    Given the client authenticates with a valid API key

  Rule: Naive

    @cause:S4.cause.alert-storm @cause:S4.cause.call-per-alert @operation:getUser
    Scenario: An alert storm: a hundred alerts in a minute, and a call for each
      Given 100 alerts come in within 1 minute, with user_id "1, 2, 3, Ada-7" in turn
      When the client calls operation getUser for each of them
      Then the client makes 100 calls
      And the client sends 100 requests
      And 5 of them get through
      And 95 of them fail
      And 95 responses have status 429
      And one of the error messages is "Rate limit exceeded. Max 5 requests per 60 seconds."

  Rule: Remedied

    @operation:listUsers
    Scenario: The same storm, gathered for a minute
      Given 100 alerts come in within 1 minute, with user_id "1, 2, 3, Ada-7" in turn
      When the client gathers them for 1 minute and calls operation listUsers for up to 100 at a time
      Then the client sends 1 request
      And every response has status 200
      And 100 of them get through
      And the work is done after 60 seconds
      And the remaining quota is 4
      And a client that calls operation getUser for each of them and waits for Retry-After is done 1080 seconds later, with 19 more requests refused

    @operation:listUsers
    Scenario: Half a minute of gathering costs one request more
      Given 100 alerts come in within 1 minute, with user_id "1, 2, 3, Ada-7" in turn
      When the client gathers them for 30 seconds and calls operation listUsers for up to 100 at a time
      Then the client sends 2 requests
      And 100 of them get through
      And every response has status 200

    @operation:listUsers
    Scenario: Who doesn't exist fails nobody else
      Given 4 alerts come in within 1 second, with user_id "1, 999, 2, 3" in turn
      When the client gathers them for 1 second and calls operation listUsers for up to 100 at a time
      Then the response status is 200
      And 3 of them get through
      And 1 of them is skipped
