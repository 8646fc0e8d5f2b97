import type { Random } from '../src/clock.ts';

/** One request of the mix, with what may become of it: statuses, or 0 for a connection that breaks. */
export interface Mixed {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly may: readonly number[];
  /** Closes the connection behind the answer. */
  readonly closes: boolean;
  /** Leaves after so many milliseconds. */
  readonly leavesAfterMs: number | null;
}

const alert = { tenant: 'client-a', alert_type: 'PHISHING', severity: 'high', description: 'Seen in the soak.' };
const json = { 'content-type': 'application/json' };
const key = { 'x-api-key': 'valid-key-123' };

type Line = readonly [weight: number, line: string, may: readonly number[], rest?: Partial<Mixed>];

const told = (instruction: string) => ({ headers: { ...key, 'x-faultline-instruction': instruction } });
const simulated = (rule: string) => ({ headers: { ...key, 'x-simulate': rule } });
const withKey = (value: string) => ({ headers: { 'x-api-key': value } });

/** `{n}` is a number from 1000 to 1799: so many users fit into the store, and none has to give way. */
const lines: readonly Line[] = [
  [250, 'GET /users/1', [200]],
  [60, 'GET /alerts?limit=2', [200]],
  [40, 'GET /users/{n}', [200, 404]],
  [40, 'GET /users/1', [200], { closes: true }],
  [120, 'POST /alerts', [201], { headers: { ...key, ...json }, body: JSON.stringify(alert) }],
  [30, 'POST /alerts', [400], { headers: { ...key, ...json }, body: '{"tenant":"client-a"}' }],
  [20, 'POST /alerts', [400], { headers: { ...key, ...json }, body: '{"tenant":' }],
  [10, 'POST /alerts', [415], { headers: { ...key, 'content-type': 'nonsense' }, body: 'x' }],
  [2, 'POST /alerts', [413], { headers: { ...key, ...json }, body: ' '.repeat(1_100_000) }],
  [
    40,
    'PUT /users/{n}',
    [200, 201],
    {
      headers: { ...key, ...json },
      body: JSON.stringify({ name: 'Soak', email: 'soak@client-a.example', tenant: 'client-a', status: 'active' }),
    },
  ],
  [20, 'DELETE /users/{n}', [204, 404]],
  [40, 'GET /users/999999', [404]],
  [30, 'GET /nope/{n}', [404]],
  [10, 'PATCH /alerts', [405]],
  [10, 'GET /users/%E0%A4%A', [400]],
  [30, 'GET /alerts', [401], { headers: {} }],
  [30, 'GET /alerts', [403], withKey('wrong-key-{n}')],
  [25, 'GET /users/1', [200, 429], withKey('short-key')],
  [25, 'GET /users/1', [200, 429], withKey('sliding-key')],
  [25, 'GET /users/1', [200, 429], withKey('burst-key')],
  [15, 'GET /simulate-server-error', [500]],
  [15, 'GET /simulate-unavailable', [503]],
  [15, 'GET /users/1', [200, 500], simulated('server-error-by-chance')],
  [10, 'GET /users/1', [0], { ...simulated('hang'), leavesAfterMs: 20 }],
  [10, 'GET /users/1', [0], { ...simulated('hang-mid-body'), leavesAfterMs: 20 }],
  [20, 'GET /users/1', [503], told('return-503')],
  [10, 'GET /users/1', [200], told('delay-for-0ms')],
  [5, 'GET /users/1', [200], told('delay-for-5ms')],
  [10, 'GET /users/1', [0], told('return-reset-connection')],
  [10, 'GET /users/1', [0], told('return-empty-response')],
  [10, 'GET /alerts', [0], told('return-broken-stream')],
  [10, 'GET /alerts', [0], told('return-malformed-chunk')],
  [10, 'GET /users/1', [0], told('return-garbage')],
  [10, 'GET /users/1', [200], told('return-invalid-json')],
];

const turns = lines.flatMap((line) => Array<Line>(line[0]).fill(line));

/** The nth request: which one, and in which case, is chance; every 40 requests a fresh case begins. */
export function mixed(random: Random, index: number): Mixed {
  const [, text, may, rest] = turns[Math.floor(random() * turns.length)] as Line;
  const number = String(1000 + Math.floor(random() * 800));
  const [method = '', path = ''] = text.split(' ');
  const headers = Object.entries(rest?.headers ?? key).map(([name, value]) => [name, value.replace('{n}', number)]);
  return {
    name: `${text} ${Object.values(rest?.headers ?? {}).join(' ')}`.trim(),
    body: null,
    closes: false,
    leavesAfterMs: null,
    ...rest,
    method,
    path: `${prefix(random(), index)}${path.replace('{n}', number)}`,
    headers: Object.fromEntries(headers) as Record<string, string>,
    may,
  };
}

function prefix(chance: number, index: number): string {
  if (chance < 0.4) return '';
  return chance < 0.6 ? '/__case/busy' : `/__case/fresh-${Math.floor(index / 40)}`;
}
