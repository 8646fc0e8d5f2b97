import { distance } from 'fastest-levenshtein';

/** Spelling without what people get wrong without noticing: case, underscores, hyphens, spaces. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]/g, '');
}

/** How many letters are wrong; two neighbours that changed places count as one. */
function away(one: string, other: string): number {
  const wrong = distance(one, other);
  return wrong === 2 && one.length === other.length && isSwap(one, other) ? 1 : wrong;
}

function isSwap(one: string, other: string): boolean {
  const at = [...one].findIndex((letter, index) => letter !== other[index]);
  return one[at] === other[at + 1] && one[at + 1] === other[at];
}

/** The candidate that a person who wrote `name` most likely meant; null when none is near. */
export function nearest(name: string, candidates: Iterable<string>): string | null {
  const wanted = plain(name);
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  let best: string | null = null;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    if (candidate === name) continue;
    const candidateDistance = away(wanted, plain(candidate));
    if (candidateDistance < bestDistance) {
      best = candidate;
      bestDistance = candidateDistance;
    }
  }
  return best;
}

/** A question to append to a sentence, with its leading space: ` Did you mean "x"?`; empty when nothing is near. */
export function suggest(name: string, candidates: Iterable<string>): string {
  const found = nearest(name, candidates);
  return found === null ? '' : ` Did you mean "${found}"?`;
}

/** The name that such a question in a text offers; undefined when it asks none. */
export function suggestionIn(text: string): string | undefined {
  return /Did you mean "([^"]+)"\?/.exec(text)?.[1];
}
