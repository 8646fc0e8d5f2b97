import { memberOf } from './json.ts';

/**
 * The status that the body of a successful answer confesses to, or null when it carries no error.
 *
 * Some APIs answer 200 and put the failure into the body (meraki/dashboard-api-python issue 389: a rate limit), which
 * every layer that looks at the status alone takes for success.
 */
export function softErrorStatus(
  status: number | null,
  headers: Readonly<Record<string, string>>,
  json: unknown,
): number | null {
  if (status === null || status < 200 || status > 299) return null;
  if (headers['content-type']?.startsWith('application/problem+json')) return statusNamed(json) ?? statusWorded(json);
  const error = memberOf(json, 'error') ?? firstOf(memberOf(json, 'errors'));
  if (error === undefined || error === null || error === false || error === '') return null;
  return statusNamed(error) ?? statusNamed(json) ?? statusWorded(error);
}

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? (value[0] as unknown) : value;
}

function statusNamed(value: unknown): number | null {
  for (const name of ['status', 'code', 'statusCode', 'status_code']) {
    const status = Number(memberOf(value, name));
    if (Number.isInteger(status) && status >= 400 && status <= 599) return status;
  }
  return null;
}

function statusWorded(error: unknown): number | null {
  const text = typeof error === 'string' ? error : JSON.stringify(error);
  return /rate.?limit|too many requests|quota.?exceeded|throttl/i.test(text) ? 429 : null;
}
