@remedy:minimal-payload
Feature: Remedy: the least that is accepted first, then one field more at a time

  A body of many fields is refused, and the answer doesn't say which of them is at fault. The required fields alone show
  whether the call works at all; then each step adds one field, and the first one that fails has a name.

  Background:
    Given the client authenticates with a valid API key
    And the request body is the example "complete"

  Rule: Naive

    @status:500 @operation:createAlert
    Scenario: All at once, and no hint what is wrong
      Given field "description" of the request body is "Reported by Pat O'Brien"
      When the client calls operation createAlert
      Then the response status is 500
      And the error message is "Internal server error - something went wrong on our end"

  Rule: Remedied

    @status:500 @operation:createAlert
    Scenario: The field that sets off the failure has a name
      Given field "description" of the request body is "Reported by Pat O'Brien"
      When the client calls operation createAlert with the required fields, then with one field more each time
      Then the field that the API refuses is "description"
      And the client sends 4 requests
      And 3 responses have status 201
      And the last response has status 500

    @status:400 @operation:createAlert
    Scenario: It is found as soon as it is added
      Given field "priority" of the request body is 9
      When the client calls operation createAlert with the required fields, then with one field more each time
      Then the field that the API refuses is "priority"
      And the client sends 2 requests
      And the error message is "Invalid value for field priority: must be <= 5"

    @status:400 @operation:createAlert
    Scenario: Not even the least is accepted
      Given field "severity" of the request body is "critical"
      When the client calls operation createAlert with the required fields, then with one field more each time
      Then the field that the API refuses is "tenant, alert_type, severity"
      And the client sends 1 request
      And the response status is 400

    @status:201 @operation:createAlert
    Scenario: With the field mended, everything is accepted
      When the client calls operation createAlert with the required fields, then with one field more each time
      Then the API refuses no field
      And the client sends 4 requests
      And every response has status 201
