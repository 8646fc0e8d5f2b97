@scenario:4 @status:429
Feature: 4. Rate limiting (429)

  All is well on a quiet day. When many alerts come at once, some calls succeed and others don't. Nothing is broken: the
  API allows only so many calls in so much time, and says when there is room again. Whoever waits that long gets
  through; whoever hammers on doesn't.

  Rule: More calls than the quota allows are answered with 429

    @operation:listAlerts
    Scenario: The sixth call within a minute is refused
      Given the client authenticates with a valid API key
      When the client calls operation listAlerts 6 times
      Then 5 responses have status 200
      And the last response has status 429
      And the error message is "Rate limit exceeded. Max 5 requests per 60 seconds."
      And the response conforms to the contract
      And the failure is retryable after a delay
      And the failure category is throttling
      And the problem is on the client's side
      And the same request may be sent again

    @operation:listAlerts
    Scenario: Five calls within a minute are fine
      Given the client authenticates with a valid API key
      When the client calls operation listAlerts 5 times
      Then every response has status 200
      And the remaining quota is 0
      And every response conforms to the contract

    @operation:listAlerts
    Scenario: The answer says how long to wait, and waiting that long helps
      Given the client authenticates with a valid API key
      When the client calls operation listAlerts
      Then the remaining quota is 4
      And the quota resets in 60 seconds
      And the RateLimit-Policy response header is "\"per-key\";q=5;w=60"
      When 18 seconds pass
      And the client calls operation listAlerts 5 times
      Then the last response has status 429
      And the response asks to retry after 42 seconds
      And the earliest safe retry is after 42 seconds
      When 41 seconds pass
      And the client calls operation listAlerts
      Then the response status is 429
      When 1 second passes
      And the client calls operation listAlerts
      Then the response status is 200
      And the remaining quota is 4

    Scenario Outline: Every operation counts: <operation>
      Given the client authenticates with a valid API key
      And the request body is the contract's own example
      When the client calls operation listAlerts 5 times
      And the client calls operation <operation>
      Then the response status is 429
      And the error message is "Rate limit exceeded. Max 5 requests per 60 seconds."
      And the response conforms to the contract

      Examples: Operations that need a key
        | operation   |
        | createAlert |
        | getAlert    |
        | listUsers   |
        | getUser     |
        | replaceUser |
        | updateUser  |
        | deleteUser  |

    Scenario: What fails for another reason counts as well
      Given the client authenticates with a valid API key
      When the client calls operation GET /users/999 5 times
      Then every response has status 404
      When the client calls operation GET /users/1
      Then the response status is 429

    @cause:S4.cause.over-the-limit @operation:getUser
    Scenario: A hundred calls within a minute, where sixty are allowed
      Given the client authenticates with a valid API key
      And the API allows 60 requests per 60 seconds for each API key
      When the client calls operation getUser 100 times
      Then 60 responses have status 200
      And 40 responses have status 429
      And the error message is "Rate limit exceeded. Max 60 requests per 60 seconds."

  Rule: A quota belongs to a key

    @cause:S4.cause.shared-key @cause:S4.cause.combined-rate @cause:S4.cause.neighbour @operation:listAlerts
    Scenario: Two workflows share one key
      Given the client authenticates with a valid API key
      When the client calls operation listAlerts 3 times
      And another client calls operation listAlerts 3 times
      Then 5 responses have status 200
      And the last response has status 429

    @operation:listAlerts
    Scenario: A key of its own keeps a workflow going
      Given the client authenticates with a valid API key
      When the client calls operation listAlerts 6 times
      Then the last response has status 429
      Given the client authenticates with an API key with every scope
      When the client calls operation listAlerts
      Then the response status is 200

  Rule: Quotas are set per second, minute, hour or day, and for calls at the same time

    @cause:S4.pattern.second @operation:listAlerts
    Scenario: Ten per second
      Given the client authenticates with an API key of the large plan, with limits per second, minute, hour and day
      When the client calls operation listAlerts 11 times
      Then 10 responses have status 200
      And the last response has status 429
      And the error message is "Rate limit exceeded. Max 10 requests per second."
      And the RateLimit-Policy response header is "\"burst-per-second\";q=10;w=1, \"burst-per-minute\";q=100;w=60, \"burst-per-hour\";q=1000;w=3600, \"burst-per-day\";q=10000;w=86400"
      And the response asks to retry after 1 second
      When 1 second passes
      And the client calls operation listAlerts
      Then the response status is 200

    @cause:S4.pattern.minute @operation:listAlerts
    Scenario: A hundred per minute
      Given the client authenticates with an API key of the large plan, with limits per second, minute, hour and day
      And each request counts as 10 requests of quota "burst-per-minute"
      When the client calls operation listAlerts 10 times
      Then every response has status 200
      When 1 second passes
      And the client calls operation listAlerts
      Then the response status is 429
      And the error message is "Rate limit exceeded. Max 100 requests per minute."
      And the response asks to retry after 59 seconds
      When 59 seconds pass
      And the client calls operation listAlerts
      Then the response status is 200

    @cause:S4.pattern.hour @operation:listAlerts
    Scenario: A thousand per hour
      Given the client authenticates with an API key of the large plan, with limits per second, minute, hour and day
      And each request counts as 100 requests of quota "burst-per-hour"
      When the client calls operation listAlerts 10 times
      Then every response has status 200
      When 1 second passes
      And the client calls operation listAlerts
      Then the response status is 429
      And the error message is "Rate limit exceeded. Max 1000 requests per hour."
      And the response asks to retry after 3599 seconds
      When 3599 seconds pass
      And the client calls operation listAlerts
      Then the response status is 200

    @cause:S4.pattern.day @operation:listAlerts
    Scenario: Ten thousand per day
      Given the client authenticates with an API key of the large plan, with limits per second, minute, hour and day
      And each request counts as 1000 requests of quota "burst-per-day"
      When the client calls operation listAlerts 10 times
      Then every response has status 200
      When 1 second passes
      And the client calls operation listAlerts
      Then the response status is 429
      And the error message is "Rate limit exceeded. Max 10000 requests per day."
      And the response asks to retry after 86399 seconds
      When 86399 seconds pass
      And the client calls operation listAlerts
      Then the response status is 200

    @cause:S4.pattern.concurrent @operation:listAlerts
    Scenario: Five at the same time
      Given the client authenticates with an API key of the large plan, with limits per second, minute, hour and day
      And the request header X-Simulate is "slow"
      When the client sends 6 concurrent requests to operation listAlerts
      Then 5 responses have status 200
      And 1 response has status 429
      And one of the error messages is "Rate limit exceeded. Max 5 requests at the same time."
      When the client calls operation listAlerts
      Then the response status is 200

    @operation:listAlerts
    Scenario: A quota of one's own making, for a single operation
      Given the client authenticates with a valid API key
      And operation listAlerts allows 2 requests per 10 seconds
      When the client calls operation listAlerts 3 times
      Then 2 responses have status 200
      And the last response has status 429
      When 10 seconds pass
      And the client calls operation listAlerts
      Then the response status is 200

    @operation:listAlerts
    Scenario: A higher quota lets the same load pass
      Given the client authenticates with a valid API key
      When the client calls operation listAlerts 6 times
      Then the last response has status 429
      Given the API allows 20 requests per 1 minute for each API key
      When the client calls operation listAlerts 15 times
      Then 20 responses have status 200

    @operation:listAlerts
    Scenario: A limit to concurrent calls
      Given the client authenticates with a valid API key
      And the API allows 2 concurrent requests for each API key
      And the request header X-Simulate is "slow"
      When the client sends 3 concurrent requests to operation listAlerts
      Then 2 responses have status 200
      And 1 response has status 429

  Rule: There are several ways to count

    @cause:rate-limiting.pattern.fixed-window @operation:listAlerts
    Scenario: A fixed window forgets everything at once
      Given the client authenticates with a valid API key
      And the API counts requests in a fixed window
      When the client calls operation listAlerts
      And 50 seconds pass
      And the client calls operation listAlerts 4 times
      And 10 seconds pass
      And the client calls operation listAlerts 5 times
      Then every response has status 200

    @cause:rate-limiting.pattern.sliding-window @operation:listAlerts
    Scenario: A sliding window never lets more than five pass in any minute
      Given the client authenticates with an API key with a sliding window
      When the client calls operation listAlerts
      And 50 seconds pass
      And the client calls operation listAlerts 4 times
      And 10 seconds pass
      And the client calls operation listAlerts 2 times
      Then 6 responses have status 200
      And the last response has status 429
      And the error message is "Rate limit exceeded. Max 5 requests per 60 seconds."
      And the response asks to retry after 50 seconds

    @cause:rate-limiting.pattern.token-bucket @operation:listAlerts
    Scenario: A token bucket gives one call back every 12 seconds
      Given the client authenticates with an API key with a token bucket
      When the client calls operation listAlerts 6 times
      Then 5 responses have status 200
      And the last response has status 429
      And the error message is "Rate limit exceeded. Max 5 requests per 60 seconds."
      And the response asks to retry after 12 seconds
      When 12 seconds pass
      And the client calls operation listAlerts twice
      Then 6 responses have status 200
      And the last response has status 429

    @operation:listAlerts
    Scenario: Any quota can be counted in another way
      Given the client authenticates with a valid API key
      And the API counts requests in a token bucket
      When the client calls operation listAlerts 6 times
      Then the last response has status 429
      And the response asks to retry after 12 seconds

    @operation:listAlerts
    Scenario: A short window, which a client with growing pauses outlasts
      Given the client authenticates with an API key with a short window, which exponential backoff outlasts
      When the client calls operation listAlerts 6 times
      Then the last response has status 429
      And the error message is "Rate limit exceeded. Max 5 requests per 10 seconds."
      And the response asks to retry after 10 seconds

  Rule: A retry before its time gains nothing

    @cause:rate-limiting.cause.early-retry @operation:listAlerts
    Scenario: The window stays as it is
      Given the client authenticates with a valid API key
      When the client calls operation listAlerts 6 times
      Then the response asks to retry after 60 seconds
      When 20 seconds pass
      And the client calls operation listAlerts
      Then the response status is 429
      And the response asks to retry after 40 seconds
      When 40 seconds pass
      And the client calls operation listAlerts
      Then the response status is 200

    @cause:rate-limiting.cause.early-retry @operation:listAlerts
    Scenario: Refused until the announced time, even if there is room by then
      Given the client authenticates with an API key whose early retries are refused until the announced time
      When the client calls operation listAlerts 6 times
      Then the last response has status 429
      And the error message is "Rate limit exceeded. Max 5 requests per 60 seconds."
      And the response asks to retry after 60 seconds
      Given quota "patient" allows 10 requests per 60 seconds
      When 30 seconds pass
      And the client calls operation listAlerts
      Then the response status is 429
      And the response asks to retry after 30 seconds
      When 30 seconds pass
      And the client calls operation listAlerts
      Then the response status is 200

    @cause:rate-limiting.cause.early-retry @operation:listAlerts
    Scenario: The waiting time starts anew
      Given the client authenticates with an API key whose early retries start the waiting time anew
      When the client calls operation listAlerts 6 times
      Then the last response has status 429
      And the error message is "Rate limit exceeded. Max 5 requests per 60 seconds."
      When 59 seconds pass
      And the client calls operation listAlerts
      Then the response status is 429
      And the response asks to retry after 60 seconds
      When 60 seconds pass
      And the client calls operation listAlerts
      Then the response status is 200

    @cause:rate-limiting.cause.early-retry @operation:listAlerts
    Scenario: Any quota can punish early retries
      Given the client authenticates with a valid API key
      And a retry before its time restarts the window
      When the client calls operation listAlerts 6 times
      And 20 seconds pass
      And the client calls operation listAlerts
      Then the response status is 429
      And the response asks to retry after 60 seconds

  Rule: Not every API says when to come back in the same way

    @operation:listAlerts
    Scenario: As a date, beside the older fields
      Given the client authenticates with an API key with X-RateLimit fields and Retry-After as a date
      When the client calls operation listAlerts 6 times
      Then the last response has status 429
      And the error message is "Rate limit exceeded. Max 5 requests per 60 seconds."
      And the Retry-After response header is "Thu, 01 Jan 2026 00:01:00 GMT"
      And the X-RateLimit-Limit response header is "5"
      And the X-RateLimit-Remaining response header is "0"
      And the X-RateLimit-Reset response header is "1767225660"
      And the earliest safe retry is after 60 seconds
      And the failure is retryable after a delay

    @operation:listAlerts
    Scenario: Not at all
      Given the client authenticates with an API key whose refusals don't say when to come back
      When the client calls operation listAlerts 6 times
      Then the last response has status 429
      And the error message is "Rate limit exceeded. Max 5 requests per 60 seconds."
      And the Retry-After response header is absent
      And the response asks for no wait
      And the failure is retryable after a delay
      When 60 seconds pass
      And the client calls operation listAlerts
      Then the response status is 200
