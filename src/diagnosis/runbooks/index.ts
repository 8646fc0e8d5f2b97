// What a person does about each failure: one file each, listed here in the order of the reference, then beyond it.
// A runbook is text only; it judges nothing and knows no scenario.
import { conflict } from './conflict.ts';
import { connectionLost } from './connection-lost.ts';
import { invalidCredentials } from './invalid-credentials.ts';
import { malformedRequest } from './malformed-request.ts';
import { missingAuthentication } from './missing-authentication.ts';
import { rateLimiting } from './rate-limiting.ts';
import { resourceNotFound } from './resource-not-found.ts';
import type { Runbook } from './runbook.ts';
import { serverError } from './server-error.ts';
import { serviceUnavailable } from './service-unavailable.ts';
import { timeout } from './timeout.ts';
import { unreadableAnswer } from './unreadable-answer.ts';
import { wrongMethodOrMediaType } from './wrong-method-or-media-type.ts';

export type { Runbook, RunbookItem } from './runbook.ts';

/** Every runbook by its name. */
export const runbooks = {
  'missing-authentication': missingAuthentication,
  'invalid-credentials': invalidCredentials,
  'malformed-request': malformedRequest,
  'rate-limiting': rateLimiting,
  'resource-not-found': resourceNotFound,
  'server-error': serverError,
  'service-unavailable': serviceUnavailable,
  timeout,
  'connection-lost': connectionLost,
  'unreadable-answer': unreadableAnswer,
  'wrong-method-or-media-type': wrongMethodOrMediaType,
  conflict,
} as const;

const all: readonly Runbook[] = Object.values(runbooks);

/** The runbook of a failure: a status, the name of a transport fault, or the name of the runbook itself. */
export function runbookFor(failure: string): Runbook | undefined {
  return all.find(({ name }) => name === failure) ?? all.find(({ failures }) => failures.includes(failure));
}
