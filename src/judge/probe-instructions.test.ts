import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checks } from '../checks/index.ts';
import { parseInstruction } from '../faults/index.ts';

const probes = new Map(checks.flatMap((check) => check.probes.map((probe) => [probe.name, probe])));

test('every probe asks for failures that there are, and something fails in each', () => {
  for (const probe of probes.values()) {
    const parts = [probe, ...(probe.later === undefined ? [] : [probe.later])];
    const texts = parts.flatMap(({ instructions, always }) => [...instructions, ...(always === null ? [] : [always])]);
    assert.ok(texts.length > 0, probe.name);
    for (const text of texts) assert.notEqual(parseInstruction(text).call, null, text);
  }
});
