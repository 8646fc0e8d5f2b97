import type { Contract, Operation } from '../contract/contract.ts';
import { sampleContent } from '../contract/index.ts';
import { Problem } from '../problem.ts';
import { suggest } from '../suggest.ts';
import { applyEdits, type BodyEdit } from './body-edits.ts';
import type { Draft } from './draft.ts';

/** A body written out, an example of the document by its name, or whichever the operation accepts. */
export type DraftBody =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'example'; readonly name: string }
  | { readonly kind: 'sample' };

/** A body as it goes out. */
export interface DraftedBody {
  readonly text: string;
  readonly mediaType: string;
}

/** The body that the draft has for this operation, its edits made; undefined when none goes out. */
export function bodyOf(
  contract: Contract,
  draft: Draft,
  operation: Operation | null,
  method: string,
): DraftedBody | undefined {
  const takesBody = operation === null ? !['GET', 'HEAD'].includes(method) : operation.requestBody !== null;
  if (!takesBody || draft.body === null) return undefined;
  const { text, mediaType } = textOf(contract, draft.body, operation);
  const place = draft.credential?.place;
  const edits: readonly BodyEdit[] =
    place?.in === 'body'
      ? [...draft.edits, { kind: 'set', field: place.name, value: draft.credential?.value }]
      : draft.edits;
  return { text: applyEdits(text, edits), mediaType: draft.contentType ?? mediaType };
}

function textOf(contract: Contract, body: DraftBody, operation: Operation | null): DraftedBody {
  const sample = operation === null ? null : sampleContent(operation, contract.document);
  const mediaType = sample?.mediaType ?? 'application/json';
  if (body.kind === 'text') return { text: body.text, mediaType };
  if (body.kind === 'example') return { text: exampleOf(operation, body.name), mediaType };
  if (sample !== null) return sample;
  throw new Problem(
    'no-example',
    `Failed to find an example: the request body of ${operation?.id ?? 'no operation'} has none that fits, and none can be made from its schema.`,
    'Write the body out with "the request body is:", or add an example to the document.',
  );
}

function exampleOf(operation: Operation | null, name: string): string {
  const contents = [...(operation?.requestBody?.content.values() ?? [])];
  const examples = Object.assign({}, ...contents.map((content) => content.examples)) as Record<string, unknown>;
  if (Object.hasOwn(examples, name)) return JSON.stringify(examples[name]);
  throw new Problem(
    'unknown-example',
    `Failed to find example "${name}": the request body of ${operation?.id ?? 'no operation'} has no example of that name.${suggest(name, Object.keys(examples))}`,
    `Use one of: ${Object.keys(examples).join(', ') || 'none is declared'}; or write the body out.`,
  );
}
