import { reasonPhrase } from '../../contract/index.ts';
import type { Effect } from '../../faults/index.ts';
import type { Answer } from '../decision.ts';
import { mergeHeaders } from './headers.ts';

type Rewrite = Effect & { readonly kind: 'rewrite' };

/** The answer with its headers or body changed; its length stays true. */
export function rewrite(answer: Answer, effect: Rewrite): Answer {
  const body = rewriteBody(answer, effect.body);
  return { ...answer, headers: mergeHeaders(answer.headers, effect.headers), body };
}

function rewriteBody({ status, body }: Answer, how: Rewrite['body']): string | null {
  switch (how) {
    case 'same':
      return body;
    case 'empty':
      return null;
    case 'cut-json':
      return cutJson(body ?? '');
    case 'html':
      return page(`${status} ${reasonPhrase(status)}`);
    default:
      return how satisfies never;
  }
}

/** The first half; of a text whose half is JSON again ("12") only an opening brace. */
function cutJson(text: string): string {
  const half = text.slice(0, Math.floor(text.length / 2));
  try {
    JSON.parse(half);
    return '{';
  } catch {
    return half === '' ? '{' : half;
  }
}

function page(title: string): string {
  return `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
}
