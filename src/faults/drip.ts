import { defineFault } from './fault.ts';
import { withDuration } from './instruction-text.ts';
import { read } from './options.ts';

const numberOfChunks = {
  name: 'numberOfChunks',
  summary: 'pieces the body comes in',
  schema: { type: 'integer', minimum: 1, maximum: 1000 },
  default: 5,
};

const totalDuration = {
  name: 'totalDuration',
  summary: 'milliseconds until the last piece',
  schema: { type: 'integer', minimum: 0 },
  default: 1000,
};

/** A body that comes in pieces, evenly spread over a time. */
export const drip = defineFault({
  name: 'drip',
  summary: 'sends the body in pieces, spread evenly over a time',
  reference: 'WireMock chunkedDribbleDelay',
  wiremock: null,
  phrase: 'a dripping body',
  parseInstruction: withDuration('drip', totalDuration.name),
  instruction: 'drip-for-5s',
  options: [numberOfChunks, totalDuration],
  acts: 'backend',
  transport: true,
  seen: { fetch: '200, the body in pieces', nodeHttp: '200, the body in pieces' },
  class: null,
  effect: (options) => ({
    kind: 'drip',
    chunks: read(options, numberOfChunks),
    totalMs: read(options, totalDuration),
  }),
});
