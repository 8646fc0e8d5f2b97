/** ky with its defaults: faultline judge --driver jsonl -- node examples/clients/ky.ts */
import ky from 'ky';
import { answerCalls } from './driver.ts';

answerCalls(async ({ method, url, headers, body }) => {
  const answer = await ky(url, { method, headers, body });
  await answer.text();
  return answer.status;
});
