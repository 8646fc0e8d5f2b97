import { codeIn, defineCause, likely, proven, saidIn } from '../cause.ts';

/** Too many calls at the same time. */
export const concurrencyLimit = defineCause({
  name: 'concurrency-limit',
  summary: 'Too many calls are under way at the same time.',
  side: 'client',
  reference: 'Stripe docs: lock_timeout, concurrency limiter; the reference, scenario 4',
  runbook: 'rate-limiting',
  category: 'throttling',
  class: 'retryable-after-delay',
  next: [
    'Let fewer calls run in parallel (a limit in the loop or the workflow).',
    'Repeat the refused ones once others have ended.',
    'Make long calls shorter: smaller pages, narrower filters.',
  ],
  explanation:
    'The API allows only so many calls at the same time, and our parallel branches exceed that. We limit how many run side by side.',
  refines: ['burst-over-limit', 'state-conflict'],
  examples: [
    {
      from: 'Stripe',
      response:
        'HTTP/1.1 429 Too Many Requests\nContent-Type: application/json\n\n{"error":{"code":"lock_timeout","message":"This object cannot be accessed right now because another API request or Stripe process is currently accessing it.","type":"invalid_request_error"}}',
    },
    {
      from: 'Microsoft Graph and others',
      response:
        'HTTP/1.1 429 Too Many Requests\nContent-Type: application/json\n\n{"error":{"code":"TooManyRequests","message":"Too many concurrent requests"}}',
    },
  ],
  find: (facts) => {
    const { status } = facts;
    if (status === null || ![400, 409, 422, 423, 429, 503].includes(status)) return null;
    const code = codeIn(
      facts,
      /concurren(?!t_?(modification|update|edit|write))|simultaneous|lock_timeout|unable_to_lock|lock_(held|conflict)/i,
    );
    if (code !== null) return proven(`the answer's code is "${code}"`);
    const said = saidIn(facts, ...(status === 429 || status === 503 ? [...anyTime, locked] : [limited, locked]));
    return said === null ? null : likely(`the answer says "${said}"`);
  },
});

const anyTime = [
  /(?<!\.)concurren(t|cy)(?!\.\w)|bulkhead '[^']*' is full|simultaneous|parallel requests|at the same time/i,
];
const limited =
  /(concurren\w+|parallel|simultaneous) [^.·]{0,30}(limit|maximum|reached|exceeded)|(limit|maximum) [^.·]{0,30}(concurrent|parallel|simultaneous)/i;
const locked =
  /another (\w+ ){0,3}(request|process|operation)[^.·]{0,40}(is )?(currently|already(?! exist)|still|in progress|access)|exclusive access|\block (is |was )?held|(could not|unable to|failed to|cannot) (grab|acquire|obtain|get) (an? |the )?locks?|locked by another/i;
