import assert from 'node:assert/strict';
import { test } from 'node:test';
import { delayMs } from './delay-ms.ts';

const answerWith = (body: string | null) => ({ status: 200, headers: {}, body });

test('a delay for each item counts the list of the answer, or the first list in it', () => {
  const perItem = { type: 'per-item', milliseconds: 100 } as const;
  const counts: readonly (readonly [body: string | null, items: number])[] = [
    ['[1,2,3]', 3],
    ['{"total":9,"items":[1,2],"others":[1,2,3]}', 2],
    ['{"total":9}', 0],
    ['7', 0],
    ['null', 0],
    ['not JSON', 0],
    [null, 0],
  ];
  for (const [body, items] of counts) assert.equal(delayMs(perItem, answerWith(body)), items * 100, String(body));
});

test('a fixed delay is as long as it says, and none is none, whatever is answered', () => {
  assert.equal(delayMs({ type: 'fixed', milliseconds: 250 }, answerWith('[1,2,3]')), 250);
  assert.equal(delayMs(null, answerWith('[1,2,3]')), 0);
});
