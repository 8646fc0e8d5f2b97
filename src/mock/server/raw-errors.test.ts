import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { type Contract, readContract } from '../../contract/index.ts';
import { parseFault } from '../../faults/index.ts';
import { answerTo } from './raw-errors.ts';

let contract: Contract;
before(async () => {
  contract = await readContract({ documentPath: 'openapi/alerts.openapi.yaml', parseFault });
});

const rows: readonly (readonly [code: string | undefined, status: number | null])[] = [
  ['HPE_HEADER_OVERFLOW', 431],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', 413],
  ['ERR_HTTP_REQUEST_TIMEOUT', 408],
  ['HPE_INVALID_METHOD', 400],
  [undefined, 400],
  ['ECONNRESET', null],
  ['EPIPE', null],
];

for (const [code, status] of rows) {
  test(`${code} is answered with ${status ?? 'nothing'}`, () => {
    const answer = answerTo(Object.assign(new Error('x'), code === undefined ? {} : { code }), contract.layer, 'id');
    assert.equal(answer?.status ?? null, status);
    if (answer !== null) assert.equal(typeof JSON.parse(answer.body ?? '').detail, 'string');
  });
}
