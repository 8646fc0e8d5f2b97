Feature: What a client may be held to, attempt by attempt

  Whether a client copes shows in its attempts: how many there are, how far apart, and what each of them carries.

  Background:
    Given the client authenticates with a valid API key

  Rule: It waits as long as it is asked to, and no longer than that makes sense

    @status:429 @operation:listAlerts
    Scenario: A wait that the answer asks for
      Given the client makes at most 3 attempts
      And operation listAlerts responds in sequence:
        | return-429-retry-after-2s |
      When the client calls operation listAlerts
      Then the client makes at least 2 attempts
      And the client makes no more than 3 attempts
      And the client waits at least 2 seconds before the 2nd attempt
      And the client succeeds

    @status:500 @operation:listAlerts
    Scenario: A backend that is ill for long
      Given operation listAlerts responds with status 500
      And the client backs off exponentially from 1 second
      And the client makes at most 4 attempts
      When the client calls operation listAlerts
      Then the waits between attempts grow exponentially from 1 second
      And the client gives up within 8 seconds
      And at most 2 requests reach the API within any 2 seconds

  Rule: What a repeat can't mend is not repeated

    @status:404 @operation:getUser
    Scenario: A user that isn't there
      Given the client makes at most 4 attempts
      And parameter user_id is "999"
      When the client calls operation getUser
      Then the client does not retry
      And no request reaches operation listUsers

  Rule: A write that is repeated carries its key with it

    @status:503 @operation:createAlert
    Scenario: One alert or two
      Given the client sends an idempotency key with each write
      And the client makes at most 3 attempts
      And the request body is the contract's own example
      And operation createAlert responds in sequence:
        | return-503 |
      When the client calls operation createAlert
      Then the client makes 2 attempts
      And every attempt carries the same Idempotency-Key header
      And the API has created 1 of the alerts
