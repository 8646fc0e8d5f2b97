import { refuse } from '../answers.ts';
import type { Gate } from './gate.ts';

/** 413 and 431: what is too long is refused before anybody reads it. */
export const size: Gate = (passage) => {
  const { body } = passage.request;
  if (body.kind !== 'too-large') return passage;
  const { bodyBytes, tooLarge, headersTooLarge } = passage.contract.layer.size;
  const values = { bodyBytes: String(bodyBytes) };
  return body.part === 'body'
    ? refuse(passage, tooLarge, values, { kind: 'size', summary: `the body is longer than ${bodyBytes} bytes` })
    : refuse(passage, headersTooLarge, values, { kind: 'size', summary: 'the request headers are too long' });
};
