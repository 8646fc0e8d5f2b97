/** A client tested against failures with vitest: put it beside your tests, as alerts.test.ts, with the client. */
import { type Mock, startMock } from 'faultline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAlert, listAlerts } from './alert-client.ts';

let mock: Mock;

beforeAll(async () => {
  mock = await startMock();
});
afterAll(() => mock.close(0));

test('two answers of 503 are outlived', async () => {
  const alone = mock.openCase();
  alone.instruct('listAlerts', ['return-503', 'return-503']);
  await expect(listAlerts(alone.url)).resolves.toHaveLength(3);
  expect(await alone.verify([{ operationId: 'listAlerts', attempts: { exactly: 3 } }])).toMatchObject({ passed: true });
});

test('an alert whose answer got lost is not created twice', async () => {
  const alone = mock.openCase();
  alone.instruct('createAlert', ['commit-then-return-reset-connection']);
  await createAlert(alone.url, { tenant: 'client-a' });
  expect(alone.sideEffects).toHaveLength(1);
});
