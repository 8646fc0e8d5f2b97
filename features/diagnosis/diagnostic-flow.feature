Feature: The diagnostic flow
  When an integration fails: read the status, read the message, hold the request against the contract, look at what happened
  before. "faultline diagnose" does that on a recording; these scenarios do it on what the client has just seen.

  Background:
    Given the client authenticates with a valid API key

  Rule: 4xx is my side, and the request tells what to mend

    @status:401
    Scenario: No key was sent
      Given the client authenticates with no API key
      When the client calls operation listAlerts
      Then the failure is diagnosed as credentials-missing
      And the runbook is "missing-authentication"
      And the words for the client contain "does not send any credential"

    @status:401
    Scenario: The key stands in another header
      Given the client sends a valid API key in header Authorization
      When the client calls operation listAlerts
      Then the failure is diagnosed as wrong-credential-place
      And the words for the client contain "X-API-Key"

    @status:403
    Scenario: The key is not the one that was issued
      Given the client authenticates with the API key "wrong-key"
      When the client calls operation listAlerts
      Then the failure is diagnosed as credential-invalid
      And the next step contains "Test the same credential outside the platform"

    @status:403
    Scenario: The key may only read
      Given the client authenticates with a read-only API key
      When the client calls operation createAlert
      Then the failure is diagnosed as insufficient-scope

    @status:400
    Scenario: A field is missing
      Given the request body is:
        """json
        {"tenant": "client-a", "alert_type": "TEST", "severity": "low"}
        """
      And field "severity" of the request body is missing
      When the client calls operation createAlert
      Then the failure is diagnosed as required-field-missing
      And the words for the client contain "severity"

    @status:400
    Scenario: A value is not in the list
      Given the request body is:
        """json
        {"tenant": "client-a", "alert_type": "TEST", "severity": "low"}
        """
      And field "severity" of the request body is "critical"
      When the client calls operation createAlert
      Then the failure is diagnosed as value-not-allowed

    @status:404
    Scenario: The user does not exist
      Given parameter user_id is "999"
      When the client calls operation getUser
      Then the failure is diagnosed as resource-missing
      And the runbook is "resource-not-found"

    @status:429
    Scenario: The sixth call within a minute
      When the client calls operation listAlerts 6 times
      Then the failure is diagnosed as burst-over-limit
      And the next step contains "Wait as long as the answer says (60 s)"

    @status:429
    Scenario: A repeat before its time
      When the client calls operation listAlerts 6 times
      And 10 seconds pass
      And the client calls operation listAlerts
      Then the failure is diagnosed as retried-too-early
      And the words for the client contain "a pause of 60 s"

  Rule: 5xx is their side: repeat, and tell the provider when it lasts

    @status:500
    Scenario: The backend fails
      When the client calls operation simulateServerError
      Then the failure is diagnosed as server-error
      And the next step contains "Repeat reads with backoff"

    @status:504
    Scenario: The gateway gives up
      When the client calls operation simulateTimeout
      Then the failure is diagnosed as upstream-timeout
      And the runbook is "timeout"

  Rule: No answer at all tells how far the call came

    Scenario Outline: <cause>
      Given operation listAlerts fails with <fault>
      When the client calls operation listAlerts
      Then the failure is diagnosed as <cause>

      Examples:
        | fault                         | cause                 |
        | a connection reset            | connection-reset      |
        | an empty response             | closed-without-answer |
        | a truncated body              | answer-cut-off        |
        | garbage instead of a response | protocol-violation    |
        | invalid JSON                  | unreadable-answer     |
