import { isIP } from 'node:net';
import type { Place } from '../../problem.ts';
import { suggest } from '../../suggest.ts';
import type { Operation, SecurityNeed } from '../contract.ts';
import { join } from '../document/pointer.ts';
import { schemeNames } from '../document/security.ts';
import type { CredentialPolicy, KnownCredential, Refusal } from '../failure-layer.ts';
import { type LayerContext, layerProblem, refusal } from './layer-context.ts';
import { failuresSchema } from './layer-shape.ts';
import type { RawCredentialPolicy, RawKnown, RawLayer } from './raw-layer.ts';

type PlaceOf = (pointer: string) => Place;

const policySchema = failuresSchema.$defs.credentialPolicy.properties;

/** What each scheme of the document accepts. A scheme that the layer doesn't name accepts any value. */
export function readCredentials(
  context: LayerContext,
  raw: RawLayer['credentials'],
  place: PlaceOf,
): ReadonlyMap<string, CredentialPolicy> {
  const schemes = schemeNames(context.document);
  const policies = new Map<string, CredentialPolicy>();
  for (const name of schemes) {
    const own = raw[name];
    policies.set(
      name,
      readPolicy(context, name, own, (pointer) => place(join('/credentials', name) + pointer)),
    );
  }
  for (const name of Object.keys(raw)) {
    if (schemes.includes(name)) continue;
    context.findings.add(
      layerProblem(
        'unknown-security-scheme',
        `Failed to read the credentials of "${name}": the document has no security scheme of that name.`,
        `Use one of: ${schemes.join(', ') || '(the document has none)'}.${suggest(name, schemes)}`,
        place(join('/credentials', name)),
      ),
    );
  }
  return policies;
}

function needsOf(operations: readonly Operation[], scheme: string) {
  return operations.flatMap((operation) =>
    operation.security.flatMap((alternative) =>
      alternative.filter((need) => need.scheme === scheme).map((need) => ({ operation, need, alternative })),
    ),
  );
}

function readPolicy(
  context: LayerContext,
  scheme: string,
  raw: RawCredentialPolicy | undefined,
  place: PlaceOf,
): CredentialPolicy {
  const needs = needsOf(context.operations, scheme);
  const challenge = challengeOf(needs[0]?.need);
  const missing = refusal(raw?.missing, { ...policySchema.missing.default, headers: challenge }, [401, 403]);
  const unknown = refusal(raw?.unknown, { ...policySchema.unknown.default, headers: challenge }, [401, 403]);
  const known = new Map(
    Object.entries(raw?.known ?? {}).map(([value, one]) => [
      value,
      readKnown(
        context,
        value,
        one,
        needs.flatMap(({ need }) => need.scopes),
        (pointer) => place(join('/known', value) + pointer),
      ),
    ]),
  );
  const policy: CredentialPolicy = {
    scheme,
    missing,
    unknown,
    expired: refusal(raw?.expired, unknown),
    revoked: refusal(raw?.revoked, unknown),
    scope: refusal(raw?.scope, policySchema.scope.default, [403, 401]),
    address: refusal(raw?.address, policySchema.address.default, [403, 401]),
    tenant: refusal(raw?.tenant, policySchema.tenant.default, [403, 401]),
    known,
    demonstration: !context.isWritten(join('/credentials', scheme, 'known')),
  };
  if (context.isWritten(join('/credentials', scheme))) planRefusals(context, policy, place, needs);
  return policy;
}

/** RFC 9110 §15.5.2: a 401 names the scheme that is expected. */
function challengeOf(need: SecurityNeed | undefined): Readonly<Record<string, string>> {
  if (need === undefined || need.kind === 'mutual-tls') return {};
  const schemes = { 'api-key': 'ApiKey', basic: 'Basic realm="api"' } as Readonly<Record<string, string>>;
  return { 'WWW-Authenticate': schemes[need.kind] ?? 'Bearer' };
}

function planRefusals(
  context: LayerContext,
  policy: CredentialPolicy,
  place: PlaceOf,
  needs: ReturnType<typeof needsOf>,
): void {
  const known = [...policy.known.values()];
  const operations = [...new Set(needs.map(({ operation }) => operation))];
  const strict = operations.filter(({ security }) => !security.some((alternative) => alternative.length === 0));
  const scoped = needs.filter(({ need }) => need.scopes.length > 0).map(({ operation }) => operation);
  const has = (test: (one: KnownCredential) => boolean) => (known.some(test) ? operations : []);
  const plans: [string, Refusal, readonly Operation[]][] = [
    ['missing', policy.missing, strict],
    ['unknown', policy.unknown, known.length > 0 ? operations : []],
    ['expired', policy.expired, has(({ state }) => state === 'expired')],
    ['revoked', policy.revoked, has((one) => one.state === 'revoked' || one.validForRequests !== null)],
    ['scope', policy.scope, known.some(({ scopes }) => scopes !== null) ? [...new Set(scoped)] : []],
    ['address', policy.address, has(({ addresses }) => addresses !== null)],
  ];
  for (const [name, answer, hit] of plans) {
    const what = `the refusal "${name}" of the scheme "${policy.scheme}"`;
    context.answers.push({ what, operations: hit, answer, place, pointer: `/${name}` });
  }
}

function readKnown(
  context: LayerContext,
  value: string,
  raw: RawKnown,
  scopes: readonly string[],
  place: PlaceOf,
): KnownCredential {
  checkScopes(context, value, raw.scopes ?? [], scopes, place);
  checkAddresses(context, value, raw.addresses ?? [], place);
  const nothing = { summary: null, scopes: null, addresses: null, case: null, validForRequests: null, tenant: null };
  return { state: 'valid', ...nothing, ...raw, value };
}

function checkScopes(
  { findings }: LayerContext,
  value: string,
  listed: readonly string[],
  scopes: readonly string[],
  place: PlaceOf,
): void {
  for (const [index, scope] of listed.entries()) {
    if (scopes.includes(scope)) continue;
    const why = `Failed to read the credential "${value}": no operation needs the scope "${scope}".`;
    const known = [...new Set(scopes)].join(', ') || '(no operation needs a scope)';
    const fix = `Use one of: ${known}.${suggest(scope, scopes)}`;
    findings.add(layerProblem('unknown-scope', why, fix, place(join('/scopes', index))));
  }
}

function checkAddresses({ findings }: LayerContext, value: string, addresses: readonly string[], place: PlaceOf): void {
  for (const [index, address] of addresses.entries()) {
    if (isAddress(address)) continue;
    const why = `Failed to read the credential "${value}": "${address}" is no address.`;
    const fix = 'Write an address such as "203.0.113.7" or a block such as "203.0.113.0/24".';
    findings.add(layerProblem('invalid-address', why, fix, place(join('/addresses', index))));
  }
}

function isAddress(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}
