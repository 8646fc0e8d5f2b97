import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { createRealClock } from '../clock.ts';
import { Problem } from '../problem.ts';
import { classifyRetry, type Policy, policies, type Signal } from '../retry/index.ts';
import type { CommandUnit, Environment } from './command.ts';
import { renderExplanation, toJson } from './explain-output.ts';
import { readSubject, type Subject, subjectOfCode } from './explain-subject.ts';
import { choiceOf } from './options.ts';
import { createPainter } from './paint.ts';
import { quickReference, renderQuickReference } from './quick-reference.ts';

interface Options {
  readonly method: string;
  readonly header: readonly Header[];
  readonly errorCode?: string;
  readonly phase?: NonNullable<Signal['phase']>;
  readonly body?: string;
  readonly policy: Policy;
  readonly json?: boolean;
}

type Header = readonly [name: string, value: string];

const phases = ['connect', 'request', 'response', 'body'];

/** Says what a failure means, whether it may be retried, and what a person does about it. */
export const explain: CommandUnit = {
  name: 'explain',
  summary: 'say what a failure means, whether it may be retried, and what to do',
  examples: [
    {
      line: 'faultline explain',
      says: 'the quick reference: every failure, whose side it is, and whether it may be retried',
    },
    { line: "faultline explain 429 --header 'Retry-After: 2'", says: 'a status, with what the answer said' },
    { line: 'faultline explain rate-limiting', says: 'a runbook by its name; faults by theirs: connection-reset' },
    { line: 'faultline explain 500 --method POST --json', says: 'the decision for a POST, as JSON' },
    { line: 'faultline explain --error-code ECONNRESET --phase response', says: 'a call that got no answer' },
  ],
  configure(command, environment) {
    declare(command).action((what: string | undefined, options: Options) => act(what, options, environment));
  },
};

function declare(command: Command): Command {
  return command
    .argument(
      '[failure]',
      'a status, a runbook, a fault, or an error code: 429, rate-limiting, connection-reset, ECONNRESET',
    )
    .option('--method <method>', 'method of the request', parseMethod, 'GET')
    .option(
      '--header <line>',
      'header of the answer, or a key or precondition of the request; may be given again',
      collectHeader,
      [],
    )
    .option('--error-code <code>', 'error code of the client, such as ECONNRESET')
    .addOption(choiceOf('--phase <phase>', 'how far the call had come when it broke', phases))
    .option('--body <text>', 'body of the answer')
    .addOption(choiceOf('--policy <name>', 'table that classifies', policies).default('standard'))
    .option('--json', 'print JSON');
}

function parseMethod(text: string): string {
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(text)) throw new InvalidArgumentError('Give an HTTP method such as GET or POST.');
  return text.toUpperCase();
}

function collectHeader(line: string, before: readonly Header[]): readonly Header[] {
  const [, name, value] = /^([\w!#$%&'*+.^`|~-]+):(.*)$/s.exec(line) ?? [];
  if (name === undefined || value === undefined) {
    throw new InvalidArgumentError("Give a name, a colon and a value: 'Retry-After: 2'.");
  }
  return [...before, [name.toLowerCase(), value.trim()]];
}

function act(what: string | undefined, options: Options, environment: Environment): void {
  if (what === undefined && options.errorCode === undefined) {
    const paint = createPainter(environment.colour);
    environment.stdout.write(options.json ? `${JSON.stringify(quickReference())}\n` : renderQuickReference(paint));
    return;
  }
  const now = createRealClock().now();
  const subject = subjectOf(what, options, now);
  const found = classifyRetry(signalOf(subject, options, now), options.policy);
  const text = options.json
    ? `${JSON.stringify(toJson(found))}\n`
    : renderExplanation(subject.label, options.method, found, subject.runbook, createPainter(environment.colour));
  environment.stdout.write(text);
}

function subjectOf(what: string | undefined, { errorCode, phase }: Options, now: number): Subject {
  const subject = what === undefined ? subjectOfCode(errorCode ?? '') : readSubject(what, now);
  if (phase !== undefined && errorCode === undefined && subject.symptom.errorCode === undefined) {
    throw new Problem(
      'phase-without-error',
      `Failed to explain "${what}": --phase is "${phase}", but the call got its whole answer.`,
      'Add --error-code, or leave --phase out.',
    );
  }
  return subject;
}

// Headers go both ways: a key or a precondition is read from the request's, everything else from the answer's.
function signalOf({ symptom }: Subject, { method, header, errorCode, phase, body }: Options, now: number): Signal {
  const given = Object.fromEntries(header);
  return {
    method,
    now,
    ...symptom,
    headers: { ...symptom.headers, ...given },
    requestHeaders: given,
    ...(body === undefined ? {} : { body }),
    ...(errorCode === undefined ? {} : { errorCode }),
    ...(phase === undefined ? {} : { phase }),
  };
}
