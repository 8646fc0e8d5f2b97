import type { runCucumber } from '@cucumber/cucumber/api';

/** One of cucumber's messages. */
export type Envelope = Parameters<NonNullable<Parameters<typeof runCucumber>[2]>>[0];

/** The message of that kind, without its envelope. */
export type Message<Kind extends keyof Envelope> = NonNullable<Envelope[Kind]>;

export type GherkinDocument = Message<'gherkinDocument'>;
export type Pickle = Message<'pickle'>;
export type PickleStep = Pickle['steps'][number];
export type TestCase = Message<'testCase'>;
export type StepOutcome = Message<'testStepFinished'>['testStepResult'];

/** One scenario as it ran: what each of its steps and hooks came to, and what they attached. */
export interface Execution {
  readonly id: string;
  readonly testCase: TestCase;
  readonly pickle: Pickle;
  readonly startedAt: number;
  finishedAt: number;
  /** By test step id. */
  readonly outcomes: Map<string, StepOutcome>;
  readonly attachments: Message<'attachment'>[];
}

/** The messages of a run, put in order as they come. */
export interface MessageLog {
  /** Empty where somebody else takes them. */
  readonly envelopes: readonly Envelope[];
  readonly sources: readonly Message<'source'>[];
  /** By uri. */
  readonly documents: ReadonlyMap<string, GherkinDocument>;
  /** By id; also those that a filter left out. */
  readonly pickles: ReadonlyMap<string, Pickle>;
  readonly testCases: ReadonlyMap<string, TestCase>;
  /** By id, in the order in which they began. */
  readonly executions: ReadonlyMap<string, Execution>;
  readonly hooks: ReadonlyMap<string, Message<'hook'>>;
  readonly definitions: ReadonlyMap<string, Message<'stepDefinition'>>;
  readonly parseErrors: readonly Message<'parseError'>[];
  readonly undefinedParameterTypes: readonly Message<'undefinedParameterType'>[];
  /** Hooks around the whole run that failed. */
  readonly failedRunHooks: readonly { readonly hookId: string; readonly outcome: StepOutcome }[];
  readonly meta: Message<'meta'> | null;
  readonly end: Message<'testRunFinished'> | null;
  /** Takes a message in; gives the scenario that ended with it. */
  add(envelope: Envelope): Execution | null;
}

/** Milliseconds since the epoch. */
export function millisecondsOf({ seconds, nanos }: { readonly seconds: number; readonly nanos: number }): number {
  return seconds * 1000 + nanos / 1e6;
}

/** A log without messages. It keeps them all, unless it is told who takes them. */
export function createMessageLog(onMessage?: (envelope: Envelope) => void): MessageLog {
  const store = {
    envelopes: [] as Envelope[],
    sources: [] as Message<'source'>[],
    documents: new Map<string, GherkinDocument>(),
    pickles: new Map<string, Pickle>(),
    testCases: new Map<string, TestCase>(),
    executions: new Map<string, Execution>(),
    hooks: new Map<string, Message<'hook'>>(),
    definitions: new Map<string, Message<'stepDefinition'>>(),
    parseErrors: [] as Message<'parseError'>[],
    undefinedParameterTypes: [] as Message<'undefinedParameterType'>[],
    failedRunHooks: [] as { hookId: string; outcome: StepOutcome }[],
    meta: null as Message<'meta'> | null,
    end: null as Message<'testRunFinished'> | null,
  };
  const handlers = { ...definitionHandlers(store), ...executionHandlers(store) };
  return Object.assign(store, {
    add(envelope: Envelope): Execution | null {
      if (onMessage === undefined) store.envelopes.push(envelope);
      else onMessage(envelope);
      for (const kind of Object.keys(envelope) as (keyof Envelope)[]) {
        const handler = handlers[kind] as ((message: unknown) => void) | undefined;
        handler?.(envelope[kind]);
      }
      return store.executions.get(envelope.testCaseFinished?.testCaseStartedId ?? '') ?? null;
    },
  });
}

type Store = { -readonly [Key in Exclude<keyof MessageLog, 'add'>]: Writable<MessageLog[Key]> };
type Writable<Type> =
  Type extends ReadonlyMap<infer Key, infer Value>
    ? Map<Key, Value>
    : Type extends readonly (infer Item)[]
      ? Item[]
      : Type;
type Handlers = { [Kind in keyof Envelope]?: (message: Message<Kind>) => void };

function definitionHandlers(store: Store): Handlers {
  return {
    meta: (meta) => {
      store.meta = meta;
    },
    source: (source) => void store.sources.push(source),
    gherkinDocument: (document) => void store.documents.set(document.uri ?? '', document),
    pickle: (pickle) => void store.pickles.set(pickle.id, pickle),
    parseError: (error) => void store.parseErrors.push(error),
    hook: (hook) => void store.hooks.set(hook.id, hook),
    stepDefinition: (definition) => void store.definitions.set(definition.id, definition),
    undefinedParameterType: (type) => void store.undefinedParameterTypes.push(type),
    testCase: (testCase) => void store.testCases.set(testCase.id, testCase),
  };
}

function executionHandlers(store: Store): Handlers {
  const runHooks = new Map<string, string>();
  const { executions } = store;
  return {
    testRunHookStarted: ({ id, hookId }) => void runHooks.set(id, hookId),
    testRunHookFinished: ({ testRunHookStartedId, result }) => {
      if (result.status !== 'FAILED') return;
      store.failedRunHooks.push({ hookId: runHooks.get(testRunHookStartedId) ?? '', outcome: result });
    },
    testCaseStarted: ({ id, testCaseId, timestamp }) => {
      const testCase = store.testCases.get(testCaseId);
      const pickle = store.pickles.get(testCase?.pickleId ?? '');
      if (testCase === undefined || pickle === undefined) return;
      const startedAt = millisecondsOf(timestamp);
      const execution = {
        id,
        testCase,
        pickle,
        startedAt,
        finishedAt: startedAt,
        outcomes: new Map(),
        attachments: [],
      };
      executions.set(id, execution);
    },
    attachment: (attachment) => void executions.get(attachment.testCaseStartedId ?? '')?.attachments.push(attachment),
    testStepFinished: ({ testCaseStartedId, testStepId, testStepResult }) =>
      void executions.get(testCaseStartedId)?.outcomes.set(testStepId, testStepResult),
    testCaseFinished: ({ testCaseStartedId, timestamp }) => {
      const execution = executions.get(testCaseStartedId);
      if (execution !== undefined) execution.finishedAt = millisecondsOf(timestamp);
    },
    testRunFinished: (end) => {
      store.end = end;
    },
  };
}
