import { distance } from 'fastest-levenshtein';

/** The pattern of the step that was most likely meant; null when none is near. */
export function nearestStep(text: string, patterns: readonly string[]): string | null {
  let best: string | null = null;
  let bestScore = 0.6;
  for (const pattern of patterns) {
    const score = likeness(wordsOfText(text), wordsOfPattern(pattern));
    if (score > bestScore) {
      best = pattern;
      bestScore = score;
    }
  }
  return best;
}

function wordsOfText(text: string): readonly string[] {
  return text.match(/"[^"]*"|[^\s"]+/g) ?? [];
}

/** Optional letters are left in, the first of the alternatives is taken, a parameter is one word. */
function wordsOfPattern(pattern: string): readonly string[] {
  return pattern.split(/\s+(?![^{]*\})/).map((word) => word.replace(/[()]/g, '').replace(/\/.*/, ''));
}

/** From 0 to 1: twice the words in common by all words. A parameter takes the place of any one word. */
function likeness(text: readonly string[], pattern: readonly string[]): number {
  const left = [...text];
  const literal = pattern.filter((word) => !word.startsWith('{'));
  let common = 0;
  for (const word of literal) {
    const at = left.findIndex((candidate) => isAlike(candidate, word));
    if (at === -1) continue;
    left.splice(at, 1);
    common += 1;
  }
  const filled = Math.min(pattern.length - literal.length, left.length);
  return (2 * (common + filled)) / (text.length + pattern.length);
}

function isAlike(one: string, other: string): boolean {
  const longest = Math.max(one.length, other.length);
  return distance(one.toLowerCase(), other.toLowerCase()) <= (longest > 3 ? Math.ceil(longest / 4) : 0);
}
