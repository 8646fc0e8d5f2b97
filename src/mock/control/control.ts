import type { Mock } from '../mock.ts';
import type { ControlDocument } from './document.ts';

/** A request that keeps to the document, as an endpoint sees it. */
export interface ControlRequest {
  /** Decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** Undefined when there was none. */
  readonly body: unknown;
}

/** What an endpoint answers. A body that is a string goes out as it is, with its type; anything else as JSON. */
export interface ControlReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What endpoints work with. */
export interface ControlWorkshop {
  readonly mock: Mock;
  readonly document: ControlDocument;
}

/** Answers one operation of the document; throws Problems for what it is asked in vain. */
export type Endpoint = (request: ControlRequest, workshop: ControlWorkshop) => ControlReply | Promise<ControlReply>;

/** A family of endpoints, by operationId. */
export type Endpoints = Readonly<Record<string, Endpoint>>;

/** Done, with something to show. */
export function shown(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): ControlReply {
  return { status, headers, body };
}

/** Done, with nothing to show. */
export const done: ControlReply = { status: 204 };
