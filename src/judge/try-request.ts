import type { IncomingMessage } from 'node:http';
import type { Mock } from '../mock/index.ts';
import type { PlannedRequest } from './requests.ts';

/** Sends a planned request by ourselves, to see that it is one that succeeds; the status. */
async function statusFor(mock: Mock, { operation, path, headers, body }: PlannedRequest): Promise<number> {
  const scratch = mock.openCase();
  const isSecure = mock.url.startsWith('https:');
  const { request } = isSecure ? await import('node:https') : await import('node:http');
  try {
    const options = { method: operation.method, headers, agent: false, rejectUnauthorized: false };
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      request(`${scratch.url}${path}`, options, resolve)
        .on('error', reject)
        .end(body ?? undefined);
    });
    answer.resume();
    return answer.statusCode ?? 0;
  } finally {
    scratch.close();
  }
}

const mostTried = 8;

/** The first of the candidates that the mock answers with a success; null: there is none. */
export async function firstThatSucceeds(
  mock: Mock,
  candidates: readonly PlannedRequest[],
): Promise<PlannedRequest | null> {
  for (const candidate of candidates.slice(0, mostTried)) {
    const status = await statusFor(mock, candidate);
    if (status >= 200 && status < 300) return candidate;
  }
  return null;
}
