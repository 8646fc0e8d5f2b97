/** got with its defaults: faultline judge --driver jsonl -- node examples/clients/got.ts */
import got, { type Method } from 'got';
import { answerCalls } from './driver.ts';

answerCalls(async ({ method, url, headers, body }) => {
  const answer = await got(url, { method: method as Method, headers, ...(body === null ? {} : { body }) });
  return answer.statusCode;
});
