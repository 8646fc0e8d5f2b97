import type { Problem } from '../../problem.ts';
import { suggest } from '../../suggest.ts';
import {
  type BodyContent,
  type DeclaredResponse,
  declaredResponse,
  type Operation,
  type Violation,
} from '../contract.ts';
import { bareMediaType } from '../document/bodies.ts';
import { fillErrorBody, fillTemplate, placeholdersOf } from '../error-body.ts';
import type { ErrorBody, Respond } from '../failure-layer.ts';
import { reasonPhrase } from '../reason-phrases.ts';
import { statusOn } from '../status-on.ts';
import { type LayerContext, layerProblem, type PlannedAnswer } from './layer-context.ts';

/** Holds everything that the layer answers against what the document declares for that status. Null: errors fit by themselves. */
export function checkAnswers(context: LayerContext, errorBody: ErrorBody | null): void {
  for (const planned of context.answers) checkPlanned(context, planned, errorBody);
}

function checkPlanned(context: LayerContext, planned: PlannedAnswer, errorBody: ErrorBody | null): void {
  const { operations, answer } = planned;
  const declaredBy = (operation: Operation) => declaredResponse(operation, statusOn(answer, operation));
  const undeclared = operations.filter((operation) => declaredBy(operation) === undefined);
  // Where no status was written, none is wrong.
  if (undeclared.length > 0 && !('instead' in answer)) reportUndeclared(context, planned, undeclared);
  // One lie is told once, however many operations share the response.
  const lies = new Map<string, Problem>();
  for (const operation of operations) {
    const declared = declaredBy(operation);
    const own = declared === undefined ? [] : checkAnswer(planned, operation, declared, errorBody);
    for (const one of own) lies.set(one.code, lies.get(one.code) ?? one);
  }
  context.findings.add(...lies.values());
}

function reportUndeclared(context: LayerContext, planned: PlannedAnswer, undeclared: readonly Operation[]): void {
  if (context.undocumentedStatus === 'allow') return;
  const { status } = planned.answer;
  const ids = undeclared.map(({ id }) => id);
  const shown = ids.length > 5 ? `${ids.slice(0, 5).join(', ')} and ${ids.length - 5} more` : ids.join(', ');
  const given = [...new Set(undeclared.flatMap(({ responses }) => responses.map((one) => one.status)))];
  const problem = layerProblem(
    'undeclared-status',
    `Failed to read ${planned.what}: it answers with ${status}, which the document doesn't declare for ${shown}.`,
    `Declare ${status} there, narrow the match, or set "defaults.undocumentedStatus: warn". Declared: ${given.join(', ')}.`,
    planned.place(`${planned.pointer}/status`),
  );
  (context.undocumentedStatus === 'warn' ? context.warnings : context.findings).add(problem);
}

function checkAnswer(
  planned: PlannedAnswer,
  operation: Operation,
  declared: DeclaredResponse,
  errorBody: ErrorBody | null,
): readonly Problem[] {
  const { answer } = planned;
  const respond = 'example' in answer ? answer : null;
  const problems = checkHeaders(planned, operation, declared);
  if (respond !== null && respond.body !== null) {
    return [...problems, ...checkBody(planned, operation, declared, respond.body, '/body', null)];
  }
  if (respond !== null && respond.example !== null)
    return [...problems, ...checkExample(planned, operation, declared, respond)];
  if (errorBody === null || answer.message === null || answer.status < 400) return problems;
  const body = fillErrorBody(errorBody.template, sampleValues(answer.status, answer.message));
  return [
    ...problems,
    ...checkBody(planned, operation, declared, body, '/message', bareMediaType(errorBody.contentType)),
  ];
}

function sampleValues(status: number, message: string) {
  const names = Object.fromEntries(placeholdersOf(message).map((name) => [name, name]));
  const text = fillTemplate(message, names);
  return { message: text, status, title: reasonPhrase(status), requestId: 'a-request-id' };
}

function checkHeaders(planned: PlannedAnswer, operation: Operation, { headers }: DeclaredResponse): readonly Problem[] {
  return Object.entries(planned.answer.headers).flatMap(([name, value]) => {
    // Values with "@" or placeholders are only known when the answer goes out.
    if (value.startsWith('@') || value.includes('{')) return [];
    const declared = headers.find((one) => one.name.toLowerCase() === name.toLowerCase());
    return (declared?.validate(value) ?? []).map((violation) => lie(planned, operation, violation, `/headers/${name}`));
  });
}

function checkBody(
  planned: PlannedAnswer,
  operation: Operation,
  { content }: DeclaredResponse,
  body: unknown,
  pointer: string,
  mediaType: string | null,
): readonly Problem[] {
  if (content.size === 0) return [];
  const declared = contentFor(content, mediaType);
  if (declared !== undefined)
    return declared.validate(body).map((violation) => lie(planned, operation, violation, pointer));
  const types = [...content.keys()].join(', ');
  return [
    layerProblem(
      'undeclared-media-type',
      `Failed to read ${planned.what}: error bodies are "${mediaType}", but ${operation.id} declares ${types} for ${planned.answer.status}.`,
      'Change "errorBody.contentType" or the document so that they agree.',
      planned.place(planned.pointer),
    ),
  ];
}

function contentFor(content: ReadonlyMap<string, BodyContent>, mediaType: string | null): BodyContent | undefined {
  const json = [...content].find(([name]) => name.includes('json'))?.[1];
  if (mediaType === null) return json ?? content.get('*/*');
  return content.get(mediaType) ?? content.get(mediaType.replace(/\/.*/, '/*')) ?? content.get('*/*');
}

function lie(planned: PlannedAnswer, operation: Operation, violation: Violation, pointer: string): Problem {
  const { status } = planned.answer;
  return layerProblem(
    'body-breaks-schema',
    `Failed to read ${planned.what}: what it sends breaks the declaration of ${operation.id}'s ${status}: ${violation.message}.`,
    'Change the message, "errorBody" or the document so that they agree.',
    planned.place(planned.pointer + pointer),
  );
}

function checkExample(planned: PlannedAnswer, operation: Operation, declared: DeclaredResponse, respond: Respond) {
  const wanted = String(respond.example);
  for (const { examples, validate } of declared.content.values()) {
    if (!Object.hasOwn(examples, wanted)) continue;
    return validate(examples[wanted]).map((violation) => lie(planned, operation, violation, '/example'));
  }
  const known = [...declared.content.values()].flatMap(({ examples }) => Object.keys(examples));
  const why = `Failed to read ${planned.what}: ${operation.id}'s ${respond.status} has no example "${wanted}".`;
  const fix = `Use one of: ${known.join(', ') || '(it has no examples)'}.${suggest(wanted, known)}`;
  return [layerProblem('unknown-example', why, fix, planned.place(`${planned.pointer}/example`))];
}
