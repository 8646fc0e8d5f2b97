import { connect } from 'node:net';
import { exitCodes, Problem } from '../problem.ts';

const longestMs = 10_000;

/** Opens a connection to a live target and closes it again; a Problem when that fails. No request is sent. */
export async function checkReachable(target: string): Promise<void> {
  const url = parseTarget(target);
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  await new Promise<void>((resolve, reject) => {
    const socket = connect({ host, port });
    const refuse = (why: string) => {
      socket.destroy();
      reject(unreachable(url, why));
    };
    socket.setTimeout(longestMs, () => refuse(`no connection within ${longestMs / 1000} seconds`));
    socket.once('error', (error: NodeJS.ErrnoException) => refuse(error.code ?? error.message));
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
  });
}

function parseTarget(target: string): URL {
  const url = URL.parse(target);
  if (url !== null && /^https?:$/.test(url.protocol)) return url;
  throw new Problem(
    'bad-target',
    `Failed to use target "${target}": it is no http or https URL.`,
    'Give the whole base URL, for example https://staging.example.com/v1.',
  );
}

function unreachable({ origin }: URL, why: string): Problem {
  return new Problem(
    'unreachable-target',
    `Failed to reach "${origin}": ${why}.`,
    'Check that the API is running and that this machine may connect to it; without a target the embedded mock is used.',
    { exitCode: exitCodes.unreachable },
  );
}
