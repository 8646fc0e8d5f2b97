import { runVariable } from '../process/orphans.ts';
import type { ClientCall } from './driver.ts';

type Words = Readonly<Record<string, string>>;

/** What may stand in braces in a client's arguments, with its value for one call. */
function placeholdersOf(call: ClientCall): Words {
  return {
    url: call.url,
    baseUrl: call.baseUrl,
    method: call.method,
    path: call.path,
    body: call.body ?? '',
    headers: JSON.stringify(call.headers),
    credential: call.credential ?? '',
    case: call.id,
  };
}

/** The names of the placeholders, for help and docs. */
export const placeholderNames = ['url', 'baseUrl', 'method', 'path', 'body', 'headers', 'credential', 'case'] as const;

/** The arguments with `{url}`, `{method}` … filled in; braces around any other word stay as they are. */
export function fillArguments(words: readonly string[], call: ClientCall): readonly string[] {
  const values = placeholdersOf(call);
  return words.map((word) => word.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole));
}

/** What a client finds in its environment about the call that it is to make. */
export function environmentOf(call: ClientCall): Words {
  return {
    FAULTLINE_URL: call.url,
    FAULTLINE_BASE_URL: call.baseUrl,
    FAULTLINE_METHOD: call.method,
    FAULTLINE_PATH: call.path,
    FAULTLINE_BODY: call.body ?? '',
    FAULTLINE_HEADERS: JSON.stringify(call.headers),
    FAULTLINE_HEADER_LINES: Object.entries(call.headers)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n'),
    FAULTLINE_CREDENTIAL: call.credential ?? '',
    FAULTLINE_CASE: call.id,
  };
}

/** What every process of a run finds in its environment: whose it is, and that no proxy stands before loopback. */
export function commonEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  run: string,
  authority: string | null,
): Readonly<Record<string, string | undefined>> {
  const direct = [env['NO_PROXY'] ?? env['no_proxy'] ?? '', '127.0.0.1,localhost'].filter((part) => part !== '');
  const trusted: Words =
    authority === null
      ? {}
      : {
          NODE_EXTRA_CA_CERTS: authority,
          SSL_CERT_FILE: authority,
          REQUESTS_CA_BUNDLE: authority,
          CURL_CA_BUNDLE: authority,
        };
  return {
    ...env,
    ...trusted,
    NO_PROXY: direct.join(','),
    no_proxy: direct.join(','),
    [runVariable]: run,
    FAULTLINE_CA_FILE: authority ?? '',
  };
}
