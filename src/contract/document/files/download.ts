import { decodeText } from '../text.ts';

const timeoutMs = 10_000;

/** The text at an address; throws when it can't be had within ten seconds. */
export async function download(url: string, thing: string): Promise<string> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(timeoutMs), headers: { accept: '*/*' } });
  if (!answer.ok) {
    await answer.body?.cancel();
    throw new Error(`it answers with ${answer.status}`);
  }
  return decodeText(new Uint8Array(await answer.arrayBuffer()), thing, url);
}
