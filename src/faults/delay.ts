import type { Delay } from '../contract/failure-layer.ts';
import { defineFault } from './fault.ts';
import { withDuration } from './instruction-text.ts';
import { read } from './options.ts';

const type = {
  name: 'type',
  summary: 'how the time is drawn: always the same, evenly, with a long tail, or so much for each item of the answer',
  schema: { enum: ['fixed', 'uniform', 'lognormal', 'per-item'] },
  default: 'fixed' as Exclude<Delay['type'], 'from-query'>,
};

function amount(name: string, summary: string, preset: number) {
  return { name, summary, schema: { type: 'number', minimum: 0 }, default: preset };
}

const milliseconds = amount('milliseconds', 'milliseconds, for fixed and per-item', 1000);
const lower = amount('lower', 'least milliseconds, for uniform', 0);
const upper = amount('upper', 'most milliseconds, for uniform', 1000);
const median = amount('median', 'milliseconds that half of the answers stay under, for lognormal', 500);
const sigma = amount('sigma', 'how long the tail is, for lognormal', 0.4);
const maxValue = {
  name: 'maxValue',
  summary: 'most milliseconds, for lognormal; null: no bound',
  schema: { type: ['number', 'null'], minimum: 0 },
  default: null as number | null,
};

function readDelay(options: Readonly<Record<string, unknown>>): Delay {
  const kind = read(options, type);
  switch (kind) {
    case 'fixed':
    case 'per-item':
      return { type: kind, milliseconds: read(options, milliseconds) };
    case 'uniform':
      return { type: kind, lower: read(options, lower), upper: read(options, upper) };
    case 'lognormal':
      return {
        type: kind,
        median: read(options, median),
        sigma: read(options, sigma),
        maxValue: read(options, maxValue),
      };
    default:
      return kind satisfies never;
  }
}

/** The whole answer, later. */
export const delay = defineFault({
  name: 'delay',
  summary: 'gives the whole answer, later',
  reference: 'WireMock delayDistribution',
  wiremock: null,
  phrase: 'a delay',
  parseInstruction: withDuration('delay', milliseconds.name),
  instruction: 'delay-for-250ms',
  options: [type, milliseconds, lower, upper, median, sigma, maxValue],
  acts: 'infrastructure',
  transport: false,
  seen: { fetch: 'the answer, late', nodeHttp: 'the answer, late' },
  class: null,
  effect: (options) => ({ kind: 'delay', delay: readDelay(options) }),
});
