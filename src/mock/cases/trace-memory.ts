import type { Exchange, HeaderList } from '../../trace/exchange.ts';

/** What all traces of a mock may hold together. Each trace has its own bound too; this one is for many cases. */
export interface TraceMemory {
  /** Counts an entry in, or anew when it has grown; past the limit the oldest entries of all are dropped. */
  hold(entry: object, bytes: number, drop: () => void): void;
  /** Nobody keeps the entry any more. */
  release(entry: object): void;
}

const maxTraceBytes = 32 * 1024 * 1024;

/** An exchange without its texts: objects, numbers, short strings. Measured: 2.3 KB with usual headers and body. */
const emptyExchangeBytes = 2048;

/** A memory for traces; 32 MB unless another limit is given. */
export function createTraceMemory(limitBytes = maxTraceBytes): TraceMemory {
  const held = new Map<object, { bytes: number; readonly drop: () => void }>();
  // One iterator for good: a new one would walk over everything that was dropped before.
  const oldestFirst = held.entries();
  let total = 0;

  function release(entry: object): void {
    total -= held.get(entry)?.bytes ?? 0;
    held.delete(entry);
  }

  return {
    hold(entry, bytes, drop) {
      const known = held.get(entry);
      total += bytes - (known?.bytes ?? 0);
      if (known === undefined) held.set(entry, { bytes, drop });
      else known.bytes = bytes;
      while (total > limitBytes && held.size > 1) {
        const oldest = oldestFirst.next();
        if (oldest.done) return;
        release(oldest.value[0]);
        oldest.value[1].drop();
      }
    },
    release,
  };
}

/** About how much memory an exchange takes. */
export function bytesOf({ request, outcome }: Exchange): number {
  const response = outcome === null || outcome.kind === 'no-response' ? null : outcome.response;
  const texts = request.url.length + (request.body?.text.length ?? 0) + (response?.body?.text.length ?? 0);
  return emptyExchangeBytes + texts + lengthOf(request.headers) + (response === null ? 0 : lengthOf(response.headers));
}

function lengthOf(headers: HeaderList): number {
  return headers.reduce((total, [name, value]) => total + name.length + value.length, 0);
}
