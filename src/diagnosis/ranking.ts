import { plainEnglish } from '../trace/read/plain-english.ts';
import type { Cause, Finding } from './cause.ts';
import { causes } from './causes/index.ts';
import type { Confidence } from './diagnosis.ts';
import type { Facts } from './facts/index.ts';
import { isStatusAlone } from './guessed-status.ts';
import { hinted } from './hints.ts';

/** A cause with what it found. */
export interface Found {
  readonly cause: Cause;
  readonly finding: Finding;
}

/** Every cause that the facts speak for, the surest first; equally sure ones in the order of the index. */
export function findCauses(facts: Facts): readonly Found[] {
  const found = Object.values(causes as Readonly<Record<string, Cause>>).flatMap((cause) => {
    const finding = cause.find(facts);
    return finding === null ? [] : [{ cause, finding: weighed(finding, facts) }];
  });
  const telling = withHint(
    found.filter(({ cause }) => cause.isLastResort !== true),
    facts,
  );
  if (telling.length === 0) return found.slice(0, 1);
  const rank = (one: Found) => {
    const refined = refinedBy(one, found).map(({ finding }) => sureness[finding.confidence] + 0.5);
    return Math.max(sureness[one.finding.confidence], ...refined);
  };
  const ranked = telling.toSorted((one, other) => rank(other) - rank(one));
  return inDoubt(saidFirst(ranked, facts), facts);
}

/** Words of the answer that speak for another cause, or that nobody understands behind a status alone, leave a doubt. */
function inDoubt([first, ...others]: readonly Found[], facts: Facts): readonly Found[] {
  if (first === undefined) return [];
  const { cause, finding } = first;
  const isOther = (other: Found) => isSaid(other.finding) && cause.refines?.includes(other.cause.name) !== true;
  const isUnexplained = () =>
    isStatusAlone(finding.evidence) && (!isUnderstood(cause, facts) || isContradicted(cause, facts));
  if (finding.confidence !== 'high' || !(others.some(isOther) || isUnexplained())) return [first, ...others];
  return [{ cause, finding: { ...finding, confidence: 'medium' } }, ...others];
}

/** Statuses that say little, so that a cause is found under them by what the answer says. */
const vague = [400, 403, 404, 500];

/** Whether the answer says no more than a phrase, or what the cause knows under other statuses too. */
function isUnderstood(cause: Cause, facts: Facts): boolean {
  const isPhrase = facts.words.split(/[^\p{L}]+/u).filter((word) => word.length > 2).length < 6;
  return isPhrase || vague.some((status) => cause.find({ ...facts, status }) !== null);
}

/** Whether a code of the answer would prove another cause, were the status one that says little. */
function isContradicted({ name, refines }: Cause, facts: Facts): boolean {
  if ((facts.answer?.codes.length ?? 0) === 0) return false;
  const others = Object.values(causes as Readonly<Record<string, Cause>>).filter(
    (other) => other.name !== name && refines?.includes(other.name) !== true && other.refines?.includes(name) !== true,
  );
  return vague.some((status) =>
    others.some((other) => {
      const found = other.find({ ...facts, status });
      return found?.confidence === 'high' && found.evidence[0]?.startsWith("the answer's code is") === true;
    }),
  );
}

/** Where nothing speaks for a cause but the status, the answer's words may hint at one. */
function withHint(found: readonly Found[], facts: Facts): readonly Found[] {
  const isVague = found.every(
    ({ finding: { confidence, evidence } }) => confidence === 'low' && isStatusAlone(evidence.slice(0, 1)),
  );
  const hint = isVague ? hinted(facts) : null;
  if (hint === null) return found;
  const cause: Cause = causes[hint.cause];
  return [{ cause, finding: hint.finding }, ...found.filter((one) => one.cause.name !== cause.name)];
}

/** Causes that lie in one field of the request. */
const ofFields: readonly string[] = [
  'identifier-of-wrong-form',
  'field-empty',
  'wrong-date-format',
  'value-not-allowed',
  'wrong-type',
  'required-field-missing',
  'field-unknown',
  'value-out-of-bounds',
];

function isSaid({ confidence, evidence }: Finding): boolean {
  return confidence === 'medium' && evidence[0]?.startsWith('the answer says') === true;
}

/** Where an answer complains of several fields, and no code decides, the complaint that it makes first comes first. */
function saidFirst(ranked: readonly Found[], facts: Facts): readonly Found[] {
  const likely = ranked.filter(({ cause, finding }) => isSaid(finding) && ofFields.includes(cause.name));
  const { answer, words } = facts;
  if (likely.length < 2 || ranked[0] !== likely[0] || answer === null) return ranked;
  const bare = { ...facts, answer: { ...answer, json: undefined, codes: [] } };
  const first = words
    .split(' · ')
    .map((message) =>
      likely.find(({ cause }) => cause.find({ ...bare, words: message, plain: plainEnglish(message) }) !== null),
    )
    .find((one) => one !== undefined);
  return first === undefined ? ranked : [first, ...ranked.filter((one) => one !== first)];
}

/** A guess says nothing more exactly; a cause that is at least likely does. */
function refinedBy({ cause, finding }: Found, found: readonly Found[]): readonly Found[] {
  return finding.confidence === 'low' ? [] : found.filter((other) => cause.refines?.includes(other.cause.name));
}

function weighed(finding: Finding, { input, answer, status }: Facts): Finding {
  if (input.statusGuessed === true) return lessSure(finding);
  const isMeant = answer !== null && answer.status !== status;
  const [first = '', ...rest] = finding.evidence;
  if (!isMeant || !first.startsWith(`status ${status}`)) return finding;
  const told = first.replace(/^status (\d{3})/, `status ${answer.status}, and its body means $1`);
  return { ...lessSure(finding), evidence: [told, ...rest] };
}

/** Nothing is sure where the status was guessed, and what rests on it says so. */
function lessSure({ confidence, evidence, ...rest }: Finding): Finding {
  return {
    ...rest,
    confidence: confidence === 'high' ? 'medium' : confidence,
    evidence: evidence.map((text) => text.replace(/^(status \d{3})/, '$1, as its words tell: none was recorded')),
  };
}

export const sureness: Readonly<Record<Confidence, number>> = { high: 2, medium: 1, low: 0 };
