import type { Place } from '../../problem.ts';
import { problemsOf } from '../../problem.ts';
import { suggest } from '../../suggest.ts';
import type { Operation } from '../contract.ts';
import { join } from '../document/pointer.ts';
import type { Delay, FaultCall, Match, Respond, Rule, When } from '../failure-layer.ts';
import { type LayerContext, layerProblem, placed } from './layer-context.ts';
import { failuresSchema } from './layer-shape.ts';
import { matchedOperations, readMatch } from './matches.ts';
import type { RawLayer, RawRespond, RawRule } from './raw-layer.ts';
import { noteId } from './read-quotas.ts';
import { checkRefusal, checkTimes } from './refusals-by-time.ts';

type PlaceOf = (pointer: string) => Place;

/** What the readers of several parts share: ids are unique over all of them. */
export interface RuleScope {
  readonly seed: number | null;
  readonly seen: Map<string, number>;
  readonly place: PlaceOf;
  readonly operationId: string | null;
}

/** The rules of one part, in file order. */
export function readRules(context: LayerContext, raw: RawLayer['rules'], scope: RuleScope): readonly Rule[] {
  return raw.flatMap((one, index) => {
    if (one === null) return [];
    const place = (pointer: string) => scope.place(join('/rules', index) + pointer);
    noteId(context, 'rule', one.id, scope.seen, place('/id'));
    checkDeed(context, one, place);
    checkChance(context, one, scope.seed, place);
    checkHeaders(context, one, place);
    checkTimes(context, one, place);
    return [readRule(context, one, place, scope.operationId)];
  });
}

function checkDeed({ findings }: LayerContext, { id, respond, fault, delay }: RawRule, place: PlaceOf): void {
  if (respond !== undefined && fault !== undefined) {
    const why = `Failed to read the rule "${id}": it has both "respond" and "fault".`;
    findings.add(layerProblem('respond-and-fault', why, 'Remove one of the two.', place('/fault')));
  }
  if (respond === undefined && fault === undefined && delay === undefined) {
    const why = `Failed to read the rule "${id}": it does nothing.`;
    findings.add(layerProblem('empty-rule', why, 'Add "respond", "fault" or "delay".', place('')));
  }
}

const dynamicValues = /^@(dynamic=\d+|date=\d+|epoch=\d+|past|garbage|until)$/;

function checkHeaders({ findings }: LayerContext, { id, respond, when }: RawRule, place: PlaceOf): void {
  for (const [name, value] of Object.entries(respond?.headers ?? {})) {
    const at = place(join('/respond/headers', name));
    if (value.startsWith('@') && !dynamicValues.test(value)) {
      const why = `Failed to read the rule "${id}": "${value}" is no value that a header can take.`;
      findings.add(
        layerProblem('unknown-header-value', why, 'Use @dynamic=2, @date=2, @epoch=2, @past, @garbage or @until.', at),
      );
    }
    if (value === '@until' && when.untilMs === undefined) {
      const why = `Failed to read the rule "${id}": "@until" counts to an end that the rule doesn't have.`;
      findings.add(layerProblem('until-without-end', why, 'Add "untilMs" under "when", or use "@dynamic=2".', at));
    }
  }
}

function checkChance(
  { findings }: LayerContext,
  { id, when, delay }: RawRule,
  seed: number | null,
  place: PlaceOf,
): void {
  const random = delay?.type === 'uniform' || delay?.type === 'lognormal';
  const [what, pointer] = when.probability !== undefined ? ['probability', '/when/probability'] : ['delay', '/delay'];
  if (seed !== null || (when.probability === undefined && !random)) return;
  const why = `Failed to read the rule "${id}": its ${what} depends on chance, and there is no seed.`;
  findings.add(
    layerProblem('missing-seed', why, 'Add a line such as "seed: 1" at the top of the layer.', place(pointer)),
  );
}

function readRule(context: LayerContext, raw: RawRule, place: PlaceOf, operationId: string | null): Rule {
  const match = readMatch(context, raw.match, place, operationId);
  const respond = raw.respond === undefined ? null : readRespond(raw.respond);
  const { fault, phase } = readFault(context, raw, place);
  checkRefusal(context, { ...raw, phase }, { match, fault }, place);
  const operations = matchedOperations(context, match);
  const delay = raw.delay === undefined ? null : readDelay(raw.delay);
  checkParameters(context, raw, match, delay, operations, place);
  const answer = respond ?? statusAnswer(fault);
  if (answer !== null) {
    const pointer = respond === null ? '/fault' : '/respond';
    context.answers.push({ what: `the rule "${raw.id}"`, operations, answer, place, pointer });
  }
  const acts = raw.acts ?? actsOf(phase, answer?.status ?? null, fault);
  const { id, summary = null, expect = null, enabled } = raw;
  return {
    id,
    summary,
    match,
    when: readWhen(raw),
    phase,
    respond,
    fault,
    delay,
    acts,
    expect,
    enabled,
    place: place(''),
  };
}

function readRespond({ status, message, example, body, headers }: RawRespond): Respond {
  return { status, message: message ?? null, example: example ?? null, body: body ?? null, headers: headers ?? {} };
}

function readWhen({ when }: RawRule): When {
  const { skip, times, every, probability, fromMs, untilMs } = when;
  return {
    skip,
    times: times ?? null,
    every: every ?? null,
    probability: probability ?? null,
    fromMs: fromMs ?? null,
    untilMs: untilMs ?? null,
  };
}

const commitPrefix = 'commit-then-';

/** The fault of a rule; an instruction that commits first says so by its prefix. */
function readFault(context: LayerContext, raw: RawRule, place: PlaceOf): Pick<Rule, 'fault' | 'phase'> {
  const { fault: spec, phase } = raw;
  if (spec === undefined) return { fault: null, phase };
  const commits = typeof spec === 'string' && spec.startsWith(commitPrefix);
  const fault = parse(context, commits ? spec.slice(commitPrefix.length) : spec, place('/fault'));
  return { fault, phase: commits ? 'after' : phase };
}

function parse(
  context: LayerContext,
  spec: string | Readonly<Record<string, unknown>>,
  place: Place,
): FaultCall | null {
  try {
    return context.parseFault(spec);
  } catch (error) {
    const problems = problemsOf(error);
    if (problems.length === 0) throw error;
    context.findings.add(...problems.map((problem) => placed(problem, place)));
    return null;
  }
}

/** The answer of a fault that is one: `return-503`. */
function statusAnswer(fault: FaultCall | null): Respond | null {
  const status = fault?.name === 'status' ? fault.options['status'] : undefined;
  if (typeof status !== 'number') return null;
  return { status, message: null, example: null, body: null, headers: {} };
}

/** These cut or change the API's own answer, so there has to be one. */
const faultsOfAnswers = new Set([
  'connection-reset-mid-body',
  'truncated-body',
  'malformed-chunk',
  'invalid-json',
  'wrong-content-type',
  'empty-body',
  'drip',
  'hang-mid-body',
]);

function actsOf(phase: Rule['phase'], status: number | null, fault: FaultCall | null): Rule['acts'] {
  if (phase === 'after') return 'backend';
  if (status !== null) return [502, 503, 504].includes(status) ? 'infrastructure' : 'backend';
  return fault === null || faultsOfAnswers.has(fault.name) ? 'backend' : 'infrastructure';
}

const [, , lognormal, , fromQuery] = failuresSchema.$defs.delay.anyOf;

/** Ajv fills in no defaults below a choice. */
function readDelay(raw: Delay): Delay {
  if (raw.type === 'lognormal' && lognormal !== undefined) return { ...raw, maxValue: raw.maxValue ?? null };
  if (raw.type !== 'from-query') return raw;
  const preset = (name: 'defaultMilliseconds' | 'maxMilliseconds') => {
    const properties = fromQuery?.properties as Readonly<Record<string, { default?: number }>> | undefined;
    return raw[name] ?? properties?.[name]?.default ?? 0;
  };
  return { ...raw, defaultMilliseconds: preset('defaultMilliseconds'), maxMilliseconds: preset('maxMilliseconds') };
}

/** Parameters that are named have to exist on every operation that the rule can meet. */
function checkParameters(
  { findings }: LayerContext,
  { id }: RawRule,
  match: Match,
  delay: Delay | null,
  operations: readonly Operation[],
  place: PlaceOf,
): void {
  const wanted: [string, 'path' | 'query', string][] = Object.keys(match.path).map((name) => [
    name,
    'path',
    join('/match/path', name),
  ]);
  if (delay?.type === 'from-query') wanted.push([delay.parameter, 'query', '/delay/parameter']);
  for (const [name, where, pointer] of wanted) {
    const without = operations.filter(
      ({ parameters }) => !parameters.some((one) => one.in === where && one.name === name),
    );
    const [first] = without;
    if (first === undefined) continue;
    const known = first.parameters.filter((one) => one.in === where).map((one) => one.name);
    const why = `Failed to read the rule "${id}": ${first.id} has no ${where} parameter "${name}".`;
    const fix = `Use one of: ${known.join(', ') || '(it has none)'}.${suggest(name, known)}`;
    findings.add(layerProblem('unknown-parameter', why, fix, place(pointer)));
  }
}
