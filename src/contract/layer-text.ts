import { stringify } from 'yaml';
import type { Contract } from './contract.ts';
import type {
  CredentialPolicy,
  KnownCredential,
  Pagination,
  RateLimit,
  Refusal,
  ResourceCollection,
} from './failure-layer.ts';
import { declaredMeaning } from './infer/retries.ts';

type Raw = Readonly<Record<string, unknown>>;

/** The failure layer of a contract as a file that a person goes on with: read again, it gives the same contract. */
export function layerText(contract: Contract, schemaPath: string): string {
  const { layer } = contract;
  const sections: readonly (string | null)[] = [
    head(contract, schemaPath),
    shapeOfErrors,
    section(
      whoMayCall,
      'credentials',
      Object.fromEntries([...layer.credentials].map(([name, one]) => [name, policyOf(one)])),
    ),
    section(quotas, 'rateLimits', layer.rateLimits.map(quotaOf)),
    section(whatIsSaid, 'validation', { messages: layer.validation.messages }),
    section(whatIsStored, 'resources', Object.fromEntries(layer.resources.map((one) => [one.name, collectionOf(one)]))),
    section(namesNothing, 'routing', { unknownId: { message: layer.routing.unknownId.message } }),
    section(meanings, 'operations', meaningsOf(contract)),
    exampleRule(contract),
  ];
  return `${sections.filter((text) => text !== null).join('\n')}`;
}

function head({ title, path }: Contract, schemaPath: string): string {
  return `# yaml-language-server: $schema=${schemaPath}
#
# When ${title} fails, and how: what \`faultline init\` found in ${path}.
# Change what you like. What you leave out comes from the document again; a status that is left out is the one that an
# operation declares.
version: 1
`;
}

const shapeOfErrors = `# Each error takes the shape that its response declares. One shape for all would be:
# errorBody:
#   contentType: application/json
#   template:
#     detail: '{message}'
`;

const whoMayCall = `# Who may call. The values are made up: put your own test keys in their place, or leave "known: {}" to accept any.
# "missing" and "unknown" are answered with 401, or 403 where an operation declares only that; "scope" with 403.`;
const quotas = `# How often. Nobody is refused but the credentials named here; an "enabled: false" waits for a step or the control API.`;
const whatIsSaid = `# What is said about a request that breaks the document, with 400 or 422, whichever the operation declares.`;
const whatIsStored = `# What is stored: what one call creates, the next one finds, each case on its own. The first items are the document's
# examples; write "seed" to have others. Leave all of it out with "state: false", here at the top.`;
const namesNothing = `# Said where a path names nothing and nothing is stored that would know: each path parameter has a value that is never
# there, such as 404404 or "missing". "ids" writes others: { user_id: { known: '1', unknown: '999' } }`;
const meanings = `# What the document says of repeating these calls (x-speakeasy-retries), in place of what the RFCs say.`;

function section(comment: string, key: string, value: object): string | null {
  const isEmpty = Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0;
  return isEmpty ? null : `${comment}\n${stringify({ [key]: value }, { lineWidth: 120, singleQuote: true })}`;
}

const messageOf = ({ message }: Refusal): Raw => ({ message });

function policyOf({ missing, unknown, scope, known }: CredentialPolicy): Raw {
  const scoped = [...known.values()].some(({ scopes }) => scopes !== null);
  return {
    missing: messageOf(missing),
    unknown: messageOf(unknown),
    ...(scoped ? { scope: messageOf(scope) } : {}),
    known: Object.fromEntries([...known].map(([value, one]) => [value, knownOf(one)])),
  };
}

/** What differs from a plain credential. */
function knownOf({ value: _, state, ...rest }: KnownCredential): Raw {
  const said = Object.entries(rest).filter(([, one]) => one !== null);
  return { ...Object.fromEntries(said), ...(state === 'valid' ? {} : { state }) };
}

function quotaOf({ match, refusal, onlyCredentials, exceptCredentials, ...rest }: RateLimit): Raw {
  const { id, summary, key, rateLimit, resetTimeWindowSeconds, headers, resetFormat, retryAfter, enabled } = rest;
  return {
    id,
    ...(summary === null ? {} : { summary }),
    ...(match.operations === null ? {} : { match: { operation: match.operations } }),
    ...(onlyCredentials === null ? {} : { onlyCredentials }),
    ...(exceptCredentials.length === 0 ? {} : { exceptCredentials }),
    ...{ key, rateLimit, resetTimeWindowSeconds, headers },
    ...(resetFormat === 'SecondsLeft' ? {} : { resetFormat }),
    ...(retryAfter === 'seconds' ? {} : { retryAfter }),
    ...(enabled ? {} : { enabled }),
    refusal: { status: refusal.status, message: refusal.message },
  };
}

function collectionOf(collection: ResourceCollection): Raw {
  const { idProperty, idParameter, parentParameters, newId, clientIds, createdAtProperty, itemsProperty } = collection;
  const { pagination, operations, notFound, seed, showsExamples } = collection;
  return {
    ...{ idProperty, idParameter },
    ...(parentParameters.length === 0 ? {} : { parentParameters }),
    newId,
    ...(clientIds ? { clientIds } : {}),
    ...(createdAtProperty === null ? {} : { createdAtProperty }),
    ...(itemsProperty === null ? {} : { itemsProperty }),
    ...(pagination === null ? {} : { pagination: pagesOf(pagination) }),
    operations: Object.fromEntries(Object.entries(operations).filter(([, id]) => id !== null)),
    notFound: messageOf(notFound),
    ...(showsExamples ? {} : { seed }),
  };
}

/** Without the keys whose default is "none". */
function pagesOf({ offsetParameter, pageParameter, ...rest }: Pagination): Raw {
  return {
    ...rest,
    ...(offsetParameter === null ? {} : { offsetParameter }),
    ...(pageParameter === null ? {} : { pageParameter }),
  };
}

/** Only what differs from what every call of this kind means. */
function meaningsOf(contract: Contract): Raw {
  const entries = contract.operations.flatMap((operation) => {
    const statuses = operation.responses.map(({ status }) => Number(status)).filter((status) => status >= 400);
    const said = statuses.flatMap((status) => {
      const meaning = declaredMeaning(contract, operation, status);
      return meaning?.byDocument ? [[String(status), { class: meaning.class }] as const] : [];
    });
    return said.length === 0 ? [] : [[operation.id, { expect: Object.fromEntries(said) }] as const];
  });
  return Object.fromEntries(entries);
}

/** A rule to uncomment, of an operation and a status that the document has. */
function exampleRule({ operations }: Contract): string {
  const failing = operations.find(({ responses }) => responses.some(({ status }) => /^5\d\d$/.test(status)));
  const operation = failing ?? operations[0];
  const status = failing?.responses.find((one) => /^5\d\d$/.test(one.status))?.status;
  const deed = status === undefined ? '    fault: connection-reset' : `    respond:\n      status: ${status}`;
  const lines = `rules:
  - id: fails-at-first
    match:
      operation: ${JSON.stringify(operation?.id ?? '*')}
    when:
      times: 2
${deed}`;
  return `# Failures of your own, on top of these. A rule without a "match" or "when" would act on every request.\n${lines.replaceAll(/^/gm, '# ')}\n`;
}
