import type { Dispatcher } from 'undici';
import type { HeaderList, Phase } from '../trace/exchange.ts';
import { errorCodeOf } from './error-code.ts';

/** What came back for one request, as bytes. */
export interface Reply {
  /** Null: no status line. */
  readonly head: { readonly status: number; readonly headers: HeaderList; readonly at: number } | null;
  /** As far as it came; null before a status line. */
  readonly body: Buffer | null;
  /** Null: all of it came. */
  readonly broken: { readonly code: string; readonly message: string; readonly phase: Phase } | null;
}

/** Collects one reply from undici's events; the first ending counts, whatever else happens to the socket. */
export interface ReplyCollector {
  readonly handler: Dispatcher.DispatchHandler;
  readonly reply: Promise<Reply>;
  /** Ends it from our side: the socket is closed, the reply is broken with this code. */
  giveUp(code: string, message: string): void;
}

interface Progress {
  phase: Phase;
  head: Reply['head'];
  readonly chunks: Buffer[];
  controller: Dispatcher.DispatchController | null;
  /** Why it was given up, when that happened before there was a socket to close. */
  abandoned: Error | null;
}

/** A collector that reads the time of the status line from `now`. */
export function collectReply(now: () => number): ReplyCollector {
  const { promise, resolve } = Promise.withResolvers<Reply>();
  const progress: Progress = { phase: 'connect', head: null, chunks: [], controller: null, abandoned: null };

  function end(broken: Reply['broken']): void {
    resolve({ head: progress.head, body: progress.head === null ? null : Buffer.concat(progress.chunks), broken });
  }

  return {
    reply: promise,
    giveUp(code, message) {
      const reason = new Error(message);
      end({ code, message, phase: progress.phase });
      progress.abandoned = reason;
      progress.controller?.abort(reason);
    },
    handler: {
      ...sendingEvents(progress),
      ...answerEvents(progress, now),
      onResponseEnd: () => end(null),
      onResponseError: (_controller, error) =>
        end({ code: errorCodeOf(error), message: error.message, phase: progress.phase }),
    },
  };
}

function sendingEvents(progress: Progress): Dispatcher.DispatchHandler {
  return {
    onRequestStart(controller) {
      progress.controller = controller;
      progress.phase = 'request';
      if (progress.abandoned !== null) controller.abort(progress.abandoned);
    },
    onRequestSent() {
      // An answer may come before the request is out.
      if (progress.phase === 'request') progress.phase = 'response';
    },
  };
}

function answerEvents(progress: Progress, now: () => number): Dispatcher.DispatchHandler {
  return {
    onResponseStart(controller, status) {
      if (status < 200) return;
      progress.phase = 'body';
      progress.head = { status, headers: rawHeadersOf(controller.rawHeaders), at: now() };
    },
    onResponseData(_controller, chunk) {
      progress.chunks.push(chunk);
    },
  };
}

// HTTP/1.1 always has them raw: name, value, name, value …
function rawHeadersOf(raw: Dispatcher.DispatchController['rawHeaders']): HeaderList {
  if (!Array.isArray(raw)) return [];
  const texts = raw.map((part) => (typeof part === 'string' ? part : part.toString('latin1')));
  return texts.flatMap((text, index) => (index % 2 === 0 ? [[text, texts[index + 1] ?? ''] as const] : []));
}
