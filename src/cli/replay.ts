import { createClient } from '../client/index.ts';
import { Problem } from '../problem.ts';
import { variableFor } from '../trace/curl.ts';
import type { Exchange, HeaderList, RecordedRequest } from '../trace/exchange.ts';
import { isSecretName, schemeOf } from '../trace/secrets.ts';
import { ask } from './ask.ts';
import type { Environment } from './command.ts';

/** How a recorded request may be sent again. */
export interface ReplayOptions {
  /** Base URL in place of the recorded origin; undefined: the recorded one. */
  readonly to: string | undefined;
  /** The recorded host may be called. */
  readonly consent: boolean;
  /** Methods that change something may be sent. */
  readonly allowWrites: boolean;
}

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Sends a recorded request again, from here: the test outside of the platform. Secrets never come from the recording but
 * from the environment or from the person; the recorded host is called only with consent.
 */
export async function replay(exchange: Exchange, options: ReplayOptions, environment: Environment): Promise<Exchange> {
  const { request } = exchange;
  if (!safe.has(request.method) && !options.allowWrites) {
    throw new Problem(
      'unsafe-replay',
      `Failed to replay ${request.method} ${pathOf(request)}: ${request.method} may change something.`,
      'Add --allow-writes if it may be carried out once more.',
    );
  }
  const target = await targetOf(request, options, environment);
  const client = createClient({ baseUrl: target.origin, timeoutMs: 60_000, maxAttempts: 1 });
  try {
    const headers = await headersOf(request, environment);
    const path = `${target.pathname}${target.search}`;
    const { last } = await client.call({ method: request.method, path, headers, body: request.body?.text });
    return { ...last, id: 'replay' };
  } finally {
    await client.close();
  }
}

function pathOf({ url }: RecordedRequest): string {
  return URL.parse(url)?.pathname ?? url;
}

async function targetOf(
  { url }: RecordedRequest,
  { to, consent }: ReplayOptions,
  environment: Environment,
): Promise<URL> {
  const recorded = URL.parse(url);
  if (to !== undefined) return movedTo(to, recorded);
  if (recorded === null || recorded.hostname === 'unknown.invalid') {
    throw new Problem(
      'no-host',
      `Failed to replay "${url}": the recording doesn't say which host was called.`,
      'Name it: --replay-to https://api.example.com.',
    );
  }
  if (consent || (await isAllowed(recorded, environment))) return recorded;
  throw new Problem(
    'no-consent',
    `Failed to replay the request: nobody agreed that ${recorded.host} is called.`,
    `Add --yes to call ${recorded.host}, or send it elsewhere with --replay-to http://localhost:8001.`,
  );
}

function movedTo(to: string, recorded: URL | null): URL {
  if (!/^https?:\/\//.test(to) || !URL.canParse(to)) {
    throw new Problem(
      'bad-base-url',
      `Failed to replay to "${to}": it is no http or https address.`,
      'Give a base URL such as http://localhost:8001.',
    );
  }
  const base = new URL(to);
  const prefix = base.pathname.replace(/\/$/, '');
  return new URL(`${prefix}${recorded?.pathname ?? '/'}${recorded?.search ?? ''}`, base.origin);
}

async function isAllowed({ host }: URL, environment: Environment): Promise<boolean> {
  const answer = await ask(`Send the request to ${host} now? [y/N] `, environment);
  return /^y(es)?$/i.test(answer?.trim() ?? '');
}

/** Made anew for each connection, or of no use outside. */
const passing = new Set([
  'host',
  'content-length',
  'connection',
  'accept-encoding',
  'transfer-encoding',
  'cookie',
  'keep-alive',
  'te',
]);

async function headersOf({ headers }: RecordedRequest, environment: Environment): Promise<HeaderList> {
  const sent: (readonly [string, string])[] = [];
  for (const [name, value] of headers) {
    if (passing.has(name.toLowerCase()) || name.startsWith(':')) continue;
    sent.push([name, isSecretName(name) ? await secretFor(name, value, environment) : value]);
  }
  return sent;
}

async function secretFor(name: string, recorded: string, environment: Environment): Promise<string> {
  const variable = variableFor(name).slice(1);
  const scheme = schemeOf(recorded);
  const given =
    environment.env[variable] ??
    (await ask(`Value of ${name}${scheme === '' ? '' : ` behind "${scheme.trim()} "`} (not shown): `, environment, {
      hidden: true,
    }));
  if (given === null || given === '') {
    throw new Problem(
      'secret-needed',
      `Failed to replay the request: it carries ${name}, and secrets are never taken from a recording.`,
      `Set it before: export ${variable}='…'.`,
    );
  }
  return schemeOf(given) === '' ? `${scheme}${given}` : given;
}
