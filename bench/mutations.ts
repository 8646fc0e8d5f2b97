import { type Document, isMap, isPair, isScalar, isSeq, parseDocument, type Scalar, visit } from 'yaml';

/** One value of a failure layer changed, and the features that are about it. */
export interface Mutation {
  /** `rateLimits.per-key.rateLimit: 5 → 6`. */
  readonly name: string;
  readonly kind: 'message' | 'status' | 'limit' | 'class' | 'category' | 'side';
  /** The whole layer with this one value changed; made when it is asked for. */
  readonly text: string;
}

type Change = (value: unknown) => unknown;

const otherStatus: Readonly<Record<string, number>> = {
  401: 403,
  403: 401,
  429: 503,
  500: 502,
  502: 503,
  503: 500,
  504: 502,
  404: 403,
  400: 415,
  415: 400,
  413: 415,
};
const other = (words: readonly string[]) => (value: unknown) => words.find((word) => word !== value);

const changes: Readonly<Record<string, { readonly kind: Mutation['kind']; readonly change: Change }>> = {
  message: { kind: 'message', change: (value) => `${String(value)} (changed)` },
  status: { kind: 'status', change: (value) => otherStatus[String(value)] },
  rateLimit: { kind: 'limit', change: (value) => Number(value) + 1 },
  resetTimeWindowSeconds: { kind: 'limit', change: (value) => Number(value) + 1 },
  class: { kind: 'class', change: other(['not-retryable', 'retryable']) },
  category: { kind: 'category', change: other(['conflict']) },
  side: { kind: 'side', change: other(['provider', 'network']) },
};

/** Every message, status, limit, retry class, category and side of a layer, each changed once. */
export function mutationsOf(text: string): readonly Mutation[] {
  const places: {
    readonly name: string;
    readonly kind: Mutation['kind'];
    readonly change: Change;
    readonly index: number;
  }[] = [];
  eachScalar(parseDocument(text), (path, scalar, index) => {
    const known = path.includes('messages') ? changes['message'] : changes[path.at(-1) ?? ''];
    if (known === undefined || isSeedData(path)) return;
    const changed = known.change(scalar.value);
    if (changed !== undefined)
      places.push({ name: `${path.join('.')}: ${String(scalar.value)} → ${String(changed)}`, index, ...known });
  });
  return places.map(({ name, kind, change, index }) => ({
    name,
    kind,
    get text() {
      const document = parseDocument(text);
      eachScalar(document, (_, scalar, at) => {
        if (at === index) scalar.value = change(scalar.value);
      });
      return document.toString({ lineWidth: 0 });
    },
  }));
}

/** What the mock stores is data, not a promise: `status: active` of a user is no HTTP status. */
function isSeedData(path: readonly string[]): boolean {
  return path.includes('seed') || path.includes('hiddenWhen');
}

function eachScalar(document: Document, found: (path: readonly string[], scalar: Scalar, index: number) => void): void {
  let index = 0;
  visit(document, {
    Pair(_, pair, ancestors) {
      if (!isScalar(pair.value)) return;
      index += 1;
      found([...ancestors.flatMap(nameIn(ancestors)), String(pair.key)], pair.value, index);
    },
  });
}

/** The words by which a person finds the place: keys, and ids of list items. */
function nameIn(ancestors: readonly unknown[]) {
  return (ancestor: unknown, at: number): readonly string[] => {
    if (isPair(ancestor)) return [String(ancestor.key)];
    const id = isMap(ancestor) && isSeq(ancestors[at - 1]) ? ancestor.get('id') : undefined;
    return typeof id === 'string' ? [id] : [];
  };
}
