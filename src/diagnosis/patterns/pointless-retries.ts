import type { Call } from '../facts/history.ts';
import { definePattern, groupBy } from './pattern.ts';

/** Refusals that no repeat can change are repeated unchanged. */
export const pointlessRetries = definePattern({
  name: 'pointless-retries',
  summary: 'Calls that the API refuses for what they are were repeated unchanged.',
  remedy: 'Do not repeat 400, 401, 403 and 404: mend the request, the credential or the identifier first.',
  feature: 'features/retryable-or-not.feature',
  reference: 'the reference, retryable and not retryable',
  find(calls) {
    const hopeless = ['not-retryable', 'retryable-after-change'];
    const refused = calls.filter(
      ({ failure, status }) =>
        failure !== null && hopeless.includes(failure.class) && status !== null && status >= 400 && status < 500,
    );
    const key = ({ method, exchange: { request } }: Call) =>
      `${method} ${request.url} ${request.headers.map(String).join('|')} ${request.body?.text ?? ''}`;
    const repeated = [...groupBy(refused, key).values()].filter((same) => same.length > 1);
    const [most] = repeated.toSorted((one, other) => other.length - one.length);
    if (most === undefined) return null;
    const spare = repeated.reduce((sum, same) => sum + same.length - 1, 0);
    return {
      numbers: [
        `${most[0]?.method} ${most[0]?.path} was sent ${most.length} times unchanged and got ${most[0]?.status} each time`,
      ],
      saving: `${spare} calls that could not succeed`,
    };
  },
});
