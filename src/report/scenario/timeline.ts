import type { AttemptResult } from '../../result.ts';
import { failureOf } from '../failure-of.ts';
import type { Html } from '../html.ts';
import { html } from '../html.ts';
import { printDuration } from '../words.ts';

const width = 1000;
const narrowest = 6;

interface Bar {
  readonly x: number;
  readonly width: number;
  readonly kind: 'ok' | 'ko' | 'ra';
}

const endOf = ({ offsetMs, tookMs }: AttemptResult) => offsetMs + (tookMs ?? 0);

/** Milliseconds from the first attempt to the end of the last answer. */
function spanOf(attempts: readonly AttemptResult[]): number {
  return attempts.reduce((latest, attempt) => Math.max(latest, endOf(attempt)), 0);
}

function bar(kind: Bar['kind'], from: number, ms: number, span: number): Bar {
  const x = Math.min(Math.round((from / span) * width), width - narrowest);
  return { kind, x, width: Math.min(Math.max(narrowest, Math.round((ms / span) * width)), width - x) };
}

function barsOf(attempts: readonly AttemptResult[], span: number): readonly Bar[] {
  const bars = attempts.flatMap((attempt) => [
    ...(attempt.retryAfterMs ? [bar('ra', endOf(attempt), attempt.retryAfterMs, span)] : []),
    bar(
      failureOf(attempt.exchange) === null ? 'ok' : 'ko',
      attempt.offsetMs,
      attempt.tookMs ?? span - attempt.offsetMs,
      span,
    ),
  ]);
  // A burst of a hundred falls on a few places: one bar there says the same.
  return [...new Map(bars.map((one) => [`${one.kind} ${one.x} ${one.width}`, one])).values()];
}

const lanes = { ok: 'M@ 3h#v12h-#z', ko: 'M@ 3h#v12h-#z', ra: 'M@ 18h#v4h-#z' } as const satisfies Record<
  Bar['kind'],
  string
>;

function lane(kind: Bar['kind'], bars: readonly Bar[]): Html | null {
  const own = bars.filter((one) => one.kind === kind);
  const path = own.map(({ x, width: wide }) => lanes[kind].replace('@', String(x)).replaceAll('#', String(wide)));
  return own.length === 0 ? null : html`<path class="${kind}" d="${path.join('')}"/>`;
}

/**
 * The attempts of a scenario on a time line, with the waits that answers asked for below; null when all is at one
 * moment. It is drawn for the eye alone: the list of attempts says the same in words.
 */
export function timeline(attempts: readonly AttemptResult[]): Html | null {
  const span = spanOf(attempts);
  if (span === 0) return null;
  const bars = barsOf(attempts, span);
  const asked = bars.some(({ kind }) => kind === 'ra');
  return html`<figure class=tl aria-hidden=true><svg viewBox="0 0 ${width} 24" preserveAspectRatio=none>${lane('ra', bars)}${lane('ok', bars)}${lane('ko', bars)}</svg><figcaption><span>0</span>${asked && html`<span class=lg>▂ asked to wait</span>`}<span>${printDuration(span)}</span></figcaption></figure>`;
}
