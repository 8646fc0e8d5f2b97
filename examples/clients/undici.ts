/** undici's RetryAgent with its defaults: faultline judge --driver jsonl -- node examples/clients/undici.ts */
import { Agent, RetryAgent, request } from 'undici';
import { answerCalls } from './driver.ts';

const dispatcher = new RetryAgent(new Agent());

answerCalls(async ({ method, url, headers, body }) => {
  const answer = await request(url, { dispatcher, method: method as 'GET', headers, body });
  await answer.body.text();
  return answer.statusCode;
});
