/**
 * What can be done to one request: one file per fault, as plain data that the mock carries out.
 * Nothing here opens a socket, reads a clock or draws a number; a new fault is one file and one line below.
 */
import { connectionReset } from './connection-reset.ts';
import { connectionResetMidBody } from './connection-reset-mid-body.ts';
import { connectionResetOnReuse } from './connection-reset-on-reuse.ts';
import { delay } from './delay.ts';
import { drip } from './drip.ts';
import { emptyBody } from './empty-body.ts';
import { emptyResponse } from './empty-response.ts';
import type { Fault } from './fault.ts';
import { garbage } from './garbage.ts';
import { hang } from './hang.ts';
import { hangMidBody } from './hang-mid-body.ts';
import { invalidJson } from './invalid-json.ts';
import { malformedChunk } from './malformed-chunk.ts';
import { createParser } from './parse.ts';
import { refusedConnection } from './refused-connection.ts';
import { status } from './status.ts';
import { truncatedBody } from './truncated-body.ts';
import { wrongContentType } from './wrong-content-type.ts';

export { needsAnswer } from './effects.ts';
export type { NamedBody } from './error-bodies.ts';
export type { Effect, Fault } from './fault.ts';
export { resolveHeaders } from './header-values.ts';

/** Every fault this project can inject, by the name that features use: statuses, then from the socket inwards. */
export const faults = {
  status,
  delay,
  'refused-connection': refusedConnection,
  'connection-reset': connectionReset,
  'connection-reset-on-reuse': connectionResetOnReuse,
  'connection-reset-mid-body': connectionResetMidBody,
  'empty-response': emptyResponse,
  'truncated-body': truncatedBody,
  'malformed-chunk': malformedChunk,
  garbage,
  'invalid-json': invalidJson,
  'wrong-content-type': wrongContentType,
  'empty-body': emptyBody,
  drip,
  hang,
  'hang-mid-body': hangMidBody,
} as const;

export type FaultName = keyof typeof faults;

/** All names, in the order of the registry. */
export const faultNames = Object.keys(faults) as readonly FaultName[];

/** The fault of that name; undefined for any other word. */
export function faultNamed(name: string): Fault | undefined {
  return Object.hasOwn(faults, name) ? faults[name as FaultName] : undefined;
}

export const { parseFault, parseInstruction, effectOf } = createParser(faults);
