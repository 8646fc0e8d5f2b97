@remedy:another-credential @status:403
Feature: Remedy: a new or a different credential

  A key that is refused stays refused, however often it is sent. A client that can get at another one, because the key was
  renewed or because another one may do more, sends the same request again with that, once.

  Rule: Naive

    @operation:listAlerts
    Scenario: The key is replaced while the integration runs
      Given the client authenticates with an API key that is rotated while in use, after 3 requests
      And the client makes at most 4 attempts
      When the client calls operation listAlerts 5 times
      Then 3 responses have status 200
      And 2 responses have status 403
      And the error message is "Invalid API key. Access forbidden."

    @operation:createAlert
    Scenario: A read-only key is to write
      Given the client authenticates with a read-only API key
      And the request body is the example "minimal"
      When the client calls operation createAlert
      Then the response status is 403
      And the error message is "Insufficient scope. This API key needs: alerts:write"
      And the API has created 0 of the alerts

  Rule: Remedied

    @operation:listAlerts
    Scenario: The new key is fetched when the old one is refused
      Given the client authenticates with an API key that is rotated while in use, after 3 requests
      And the client has the API key that replaced the rotated one for when its own is refused
      When the client calls operation listAlerts 4 times
      Then 4 responses have status 200
      And 1 response has status 403
      And the client makes 2 attempts
      And the client waits 0 seconds in all
      And the client succeeds

    @status:401 @operation:listAlerts
    Scenario: There was no key at all
      Given the client authenticates with no API key
      And the client has a valid API key for when its own is refused
      When the client calls operation listAlerts
      Then the first response has status 401
      And the last response has status 200
      And the client makes 2 attempts

    @operation:createAlert
    Scenario: A key that may do more
      Given the client authenticates with a read-only API key
      And the client has an API key with every scope for when its own is refused
      And the request body is the example "minimal"
      When the client calls operation createAlert
      Then the last response has status 201
      And the client makes 2 attempts
      And the API has created 1 of the alerts

    @operation:listAlerts
    Scenario: If the other one is refused too, that is the end
      Given the client authenticates with an expired API key
      And the client has a revoked API key for when its own is refused
      When the client calls operation listAlerts
      Then the client makes 2 attempts
      And every response has status 403
      And the client gives up
