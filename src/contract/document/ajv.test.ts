import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { createAjv } from './ajv.ts';

const schema = { type: 'string', format: 'date-time' };

function stock(): (text: string) => boolean {
  const ajv = new Ajv2020({ strict: false });
  (addFormats as unknown as (target: Ajv2020) => void)(ajv);
  return (text) => ajv.validate(schema, text);
}

test('a moment is one wherever it is one for ajv-formats', () => {
  const ours = createAjv().compile(schema);
  const theirs = stock();
  const digits = (most: number, width: number) =>
    fc.integer({ min: 0, max: most }).map((number) => String(number).padStart(width, '0'));
  const moment = fc
    .tuple(
      digits(9999, 4),
      digits(13, 2),
      digits(32, 2),
      fc.constantFrom('T', 't', ' ', '_'),
      digits(24, 2),
      digits(60, 2),
      digits(61, 2),
      fc.constantFrom('', '.5', '.123456789', '.1234567890', '.'),
      fc.constantFrom('Z', 'z', '', '+02:00', '-23:59', '+24:00', 'Z '),
    )
    .map(
      ([year, month, day, sign, hour, minute, second, fraction, zone]) =>
        `${year}-${month}-${day}${sign}${hour}:${minute}:${second}${fraction}${zone}`,
    );
  const seen = new Set<boolean>();
  fc.assert(
    fc.property(moment, (text) => {
      assert.equal(ours(text), theirs(text), text);
      seen.add(ours(text));
    }),
    { numRuns: 3000 },
  );
  assert.equal(seen.size, 2);
});
