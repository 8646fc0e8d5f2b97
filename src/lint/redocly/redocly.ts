import { BaseResolver, createConfig, lintDocument, type NormalizedProblem, Source } from '@redocly/openapi-core';
import { isRecord, resolveSchema, tokensOf, valueAt } from '../../contract/index.ts';
import { type Api, listed } from '../api.ts';
import type { Found } from '../rule.ts';
import { type Claim, inOurWords } from './in-our-words.ts';
import type { RedoclyRule } from './redocly-rules.ts';
import { type KnownExample, knownExamples } from './second-opinion.ts';

/** What one of Redocly's checks found. */
export interface RedoclyFound {
  readonly rule: RedoclyRule;
  readonly found: Found;
}

/** Follows nothing: what the document refers to was brought into it by our own reader, or is reported by it. */
class ClosedResolver extends BaseResolver {
  override loadExternalRef(reference: string): Promise<Source> {
    return Promise.reject(new Error(`"${reference}" leads out of the document`));
  }
}

/** Runs Redocly's checks on a document that our own reader has parsed. */
export async function redoclyFindings(api: Api, rules: readonly RedoclyRule[]): Promise<readonly RedoclyFound[]> {
  try {
    return await findingsOf(api, rules);
  } catch (error) {
    const [rule, ...more] = rules;
    if (rule === undefined) return [];
    // One of them fell over something that no document should hold: each on its own, so that only that one is missing.
    if (more.length === 0) return [{ rule, found: notMade(api, rule, error) }];
    return (await Promise.all(rules.map((one) => redoclyFindings(api, [one])))).flat();
  }
}

function notMade({ contract }: Api, { name }: RedoclyRule, error: unknown): Found {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    place: contract.place(''),
    message: `The document could not be held against "${name}": Redocly's check fell over it (${reason}).`,
    fix: 'Look for what has no place in an OpenAPI document, such as null in place of a schema, and run it again.',
  };
}

async function findingsOf(api: Api, rules: readonly RedoclyRule[]): Promise<readonly RedoclyFound[]> {
  const { contract } = api;
  const severity = 'error' as const;
  const config = await createConfig({
    rules: Object.fromEntries(rules.map(({ redocly, options }) => [redocly, { severity, ...options }])),
  });
  // Where something stands is known to our own reader, so Redocly's needs no text.
  const document = { source: new Source(contract.path, ''), parsed: contract.document };
  const problems = await lintDocument({ document, config, externalRefResolver: new ClosedResolver() });
  return believed(
    problems.flatMap((problem) => readProblem(problem, rules) ?? []),
    api,
  ).map(({ rule, pointer, message }) => ({
    rule,
    found: { place: contract.place(pointer), ...inOurWords({ rule, pointer, message }, contract.document) },
  }));
}

/** Redocly couldn't compile the schema; our own reader is the one that says whether it is wrong. */
const unsure = /^Example validation errored/;

function readProblem({ ruleId, message, location }: NormalizedProblem, rules: readonly RedoclyRule[]): Claim | null {
  const rule = rules.find(({ redocly, only }) => redocly === ruleId && (only?.test(message) ?? true));
  const pointer = location[0]?.pointer?.replace(/^#/, '').replace(/^\/$/, '');
  if (rule === undefined || pointer === undefined || isExtension(pointer) || unsure.test(message)) return null;
  return { rule, pointer, message };
}

/** Keys below which everything is named by the author, so that `x-…` is no extension. */
const nameMaps =
  /^(?:properties|patternProperties|headers|schemas|examples|parameters|responses|requestBodies|securitySchemes|\$defs)$/;

function isExtension(pointer: string): boolean {
  const tokens = pointer.split('/');
  // Below `x-files` stand the other files of a document of many.
  const own = tokens[1] === 'x-files' ? 3 : 1;
  return tokens.some(
    (token, index) => index >= own && token.startsWith('x-') && !nameMaps.test(tokens[index - 1] ?? ''),
  );
}

/** One claim for each place, and for each example, which our own validators have to refuse as well. */
function believed(claims: readonly Claim[], api: Api): readonly Claim[] {
  const examples = Map.groupBy(knownExamples(api), ({ pointer }) => pointer);
  const exampleOf = ({ pointer }: Claim) => ancestors(pointer).find((one) => examples.has(one));
  const sure = oneForEachList(claims).filter((claim) => !isOfNull(claim, api));
  const groups = Map.groupBy(sure, (claim) => `${claim.rule.name} ${exampleOf(claim) ?? claim.pointer}`);
  return [...groups.values()].flatMap(([first]) => {
    if (first === undefined) return [];
    const uses = examples.get(exampleOf(first) ?? '') ?? [];
    const refused = uses.filter((use) => !use.accepts());
    if (uses.length > 0 && refused.length === 0) return [];
    return [
      {
        ...first,
        message: uses.length > 1 ? `${first.message.replace(/\.$/, '')} (in ${ownersOf(refused)})` : first.message,
      },
    ];
  });
}

/** One claim for each list of values. */
function oneForEachList(claims: readonly Claim[]): readonly Claim[] {
  const listOf = ({ pointer }: Claim) => pointer.replace(/\/enum\/\d+$/, '/enum');
  const lists = Map.groupBy(claims, (claim) => `${claim.rule.name} ${listOf(claim)}`);
  return claims.flatMap((claim) => {
    const [first, ...others] = lists.get(`${claim.rule.name} ${listOf(claim)}`) ?? [];
    if (listOf(claim) === claim.pointer || others.length === 0) return [claim];
    return first === claim ? [withOthers(claim, others.length)] : [];
  });
}

function withOthers(claim: Claim, count: number): Claim {
  const more = count === 1 ? 'another value' : `${count} more values`;
  return { ...claim, message: `${claim.message.replace(/\.$/, '')} (and ${more} of the same list)` };
}

/** Swagger 2.0 has no word for null but `x-nullable`, which Redocly doesn't know. */
function isOfNull({ pointer }: Claim, { contract: { document } }: Api): boolean {
  const [, schema = '', within = ''] = /^(.*)\/example((?:\/[^/]+)*)$/.exec(pointer) ?? [];
  if (schema === '' || valueAt(document, pointer) !== null) return false;
  const shown = tokensOf(within).reduce<unknown>(
    (outer, token) => partOf(resolveSchema(outer, document), token),
    valueAt(document, schema),
  );
  return resolveSchema(shown, document)['x-nullable'] === true;
}

function partOf({ properties, items }: Readonly<Record<string, unknown>>, token: string): unknown {
  return isRecord(properties) && Object.hasOwn(properties, token) ? properties[token] : items;
}

function ownersOf(uses: readonly KnownExample[]): string {
  return listed([...new Set(uses.map(({ owner }) => owner))], 3);
}

function ancestors(pointer: string): readonly string[] {
  const tokens = pointer.split('/');
  return tokens.map((_, index) => tokens.slice(0, tokens.length - index).join('/'));
}
