import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRecording } from '../../trace/read/index.ts';
import { readAnswer } from './answer.ts';
import { countedStatus } from './counted-status.ts';

function counted(status: number, body: string): number | null {
  const [exchange] =
    readRecording(`GET /x HTTP/1.1\nHost: a.example\n\nHTTP/1.1 ${status} X\n\n${body}`)?.exchanges ?? [];
  assert.ok(exchange);
  return countedStatus(readAnswer(exchange));
}

test('a success that confesses an error counts as what its code, its number or its words mean', () => {
  assert.equal(counted(200, '{"ok":false,"error":"missing_scope"}'), 403);
  assert.equal(
    counted(200, '{"error_code":"ComplexityException","status_code":429,"error_message":"Budget exhausted"}'),
    429,
  );
  assert.equal(counted(200, '{"errcode":40013,"errmsg":"invalid appid"}'), 400);
  assert.equal(
    counted(200, '{"Response":{"Error":{"Code":"MissingParameter","Message":"A parameter is missing"}}}'),
    400,
  );
  assert.equal(counted(200, '{"result":[{"status":{"code":-11,"message":"No permission for the resource"}}]}'), 403);
  assert.equal(counted(200, '{"status_code":2001,"status_message":"Limit is not a number"}'), 400);
  assert.equal(
    counted(200, '{"exception":"moodle_exception","errorcode":"invalidtoken","message":"Invalid token"}'),
    401,
  );
  assert.equal(counted(200, '<response status="error" code="7"><msg>Object does not exist</msg></response>'), 404);
});

test('a success stays one, and so does an error that says no more than that it is one', () => {
  assert.equal(counted(200, '{"code":0,"msg":"success"}'), 200);
  assert.equal(counted(200, '{"code":1,"message":"order created"}'), 200);
  assert.equal(counted(200, '{"errors":[{"message":"Something went wrong"}]}'), 200);
  assert.equal(counted(200, '{"code":200,"message":"No new items"}'), 200);
  assert.equal(counted(200, '{"status_code":1000,"status_message":"Success"}'), 200);
});

test('a SOAP fault has 500 as its status whoever is to blame: its words tell', () => {
  const fault = (said: string) =>
    `<s:Envelope><s:Body><s:Fault><faultstring>${said}</faultstring></s:Fault></s:Body></s:Envelope>`;
  assert.equal(counted(500, fault('Invalid username or password')), 401);
  assert.equal(counted(500, fault('Processing failed')), 500);
});

test('a 406 that speaks of something else than the form of the answer counts as that', () => {
  assert.equal(
    counted(406, '{"reason":"InsufficientFunds","message":"Failed to place order due to insufficient funds"}'),
    402,
  );
  assert.equal(counted(406, '{"message":"The requested media type is not supported"}'), 406);
});

test('a 401 whose code is a limit counts as one', () => {
  assert.equal(counted(401, '{"status":"error","message":"API_KEY_LIMIT_REACHED"}'), 429);
  assert.equal(counted(401, '{"status":"error","message":"API_KEY_WRONG"}'), 401);
});
