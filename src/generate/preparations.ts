import type { RateLimit } from '../contract/failure-layer.ts';
import { responding } from '../contract/index.ts';
import type { Fault } from '../faults/index.ts';
import { jsonText, phrase, quotable, secondsText } from './phrase.ts';
import type { Preparation } from './proposal.ts';

/** What a scenario can set up, each with the step that says it. Null: no step can spell it. */

export function credential(scheme: string, words: string, value: string | null): Preparation | null {
  const spelt = quotable(scheme);
  if (spelt === null) return null;
  return {
    phrase: phrase('Given', `the client's credential for "${spelt}" is <credential>`, { credential: words }),
    prepare: (draft) => {
      draft.schemes = new Map([...(draft.schemes ?? []), [scheme, value]]);
    },
  };
}

export function parameter(name: string, value: string): Preparation | null {
  const spelt = quotable(value);
  if (spelt === null || /\s/.test(name)) return null;
  return {
    phrase: phrase('Given', 'parameter <parameter> is "<value>"', { parameter: name, value: spelt }),
    prepare: ({ parameters }) => void parameters.set(name, value),
  };
}

export function missingParameter(name: string): Preparation | null {
  if (/\s/.test(name)) return null;
  return {
    phrase: phrase('Given', 'parameter <parameter> is missing', { parameter: name }),
    prepare: ({ omitted }) => void omitted.add(name),
  };
}

export function field(name: string, value: unknown): Preparation | null {
  const [spelt, json] = [quotable(name), jsonText(value)];
  if (spelt === null || json === null) return null;
  return {
    phrase: phrase('Given', 'field "<field>" of the request body is <value>', { field: spelt, value: json }),
    prepare: ({ edits }) => void edits.push({ kind: 'set', field: name, value }),
  };
}

export function longField(name: string, length: number): Preparation | null {
  const spelt = quotable(name);
  if (spelt === null) return null;
  return {
    phrase: phrase('Given', 'field "<field>" of the request body is <length> characters long', {
      field: spelt,
      length: String(length),
    }),
    prepare: ({ edits }) => void edits.push({ kind: 'set', field: name, value: 'x'.repeat(length) }),
  };
}

export function missingField(name: string): Preparation | null {
  const spelt = quotable(name);
  if (spelt === null) return null;
  return {
    phrase: phrase('Given', 'field "<field>" of the request body is missing', { field: spelt }),
    prepare: ({ edits }) => void edits.push({ kind: 'remove', field: name }),
  };
}

export const noBody: Preparation = {
  phrase: phrase('Given', 'the request has no body'),
  prepare: (draft) => {
    draft.body = null;
  },
};

export function bodyText(text: string): Preparation {
  return {
    phrase: phrase('Given', 'the request body is:', {}, { kind: 'text', lines: text.split('\n') }),
    prepare: (draft) => {
      draft.body = { kind: 'text', text };
    },
  };
}

export function contentType(type: string): Preparation {
  return {
    phrase: phrase('Given', 'the request\'s content type is "<content type>"', { 'content type': type }),
    prepare: (draft) => {
      draft.contentType = type;
    },
  };
}

/** The operation answers with a status; the rule has to name the operation by its id. */
export function injectedStatus(words: string, operationId: string, status: number): Preparation {
  return {
    phrase: phrase('Given', `operation ${words} responds with status <status>`, { status: String(status) }),
    rule: { match: { operations: [operationId] }, respond: responding({ status }) },
  };
}

/** The same for an operation that a rule of the layer makes fail before any other could: an instruction comes before rules. */
export function queuedStatus(words: string, operationId: string, status: number): Preparation {
  const instruction = `return-${status}`;
  const below = { kind: 'table', lines: [instruction] } as const;
  return {
    phrase: phrase('Given', `operation ${words} responds in sequence:`, {}, below),
    queue: [operationId, [instruction]],
  };
}

/** The operation meets a fault. */
export function injectedFault(words: string, operationId: string, fault: Fault): Preparation {
  return {
    phrase: phrase('Given', `operation ${words} fails with <fault>`, { fault: fault.phrase }),
    rule: { match: { operations: [operationId] }, fault: fault.name },
  };
}

export function allowance(words: string, limit: RateLimit): Preparation {
  const { rateLimit, resetTimeWindowSeconds } = limit;
  const many = `${rateLimit} ${rateLimit === 1 ? 'request' : 'requests'} per ${secondsText(resetTimeWindowSeconds)}`;
  return { phrase: phrase('Given', `operation ${words} allows ${many}`), limit };
}
