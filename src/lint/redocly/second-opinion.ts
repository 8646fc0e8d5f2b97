import { type BodyContent, isRecord, join, type Parameter } from '../../contract/index.ts';
import { type Api, type Node, nameOf } from '../api.ts';
import { asSent, isForm } from './as-sent.ts';

/** An example as one body or parameter has it, where its value stands, and what our own validators make of it there. */
export interface KnownExample {
  readonly pointer: string;
  /** What has it, as the end of a sentence. */
  readonly owner: string;
  accepts(): boolean;
}

/** Every example of a body or parameter that a document's operations have; one that is shared once for each of them. */
export function knownExamples(api: Api): readonly KnownExample[] {
  return api.operations.flatMap(({ operation, node, responses }) => {
    const own = nameOf(operation);
    const named = (owner: string) => (example: Example) => ({ ...example, owner });
    return [
      ...responses.flatMap((one) =>
        ofContent(api, one.node, one.response.content).map(named(`the ${one.response.status} of ${own}`)),
      ),
      ...ofContent(api, api.resolve(join(node.pointer, 'requestBody')), operation.requestBody?.content).map(
        named(`the request of ${own}`),
      ),
      ...operation.parameters.flatMap((one) => ofParameter(api, node, one).map(named(`"${one.name}" of ${own}`))),
    ];
  });
}

type Example = Omit<KnownExample, 'owner'>;

function ofContent(
  api: Api,
  holder: Node | null,
  content: ReadonlyMap<string, BodyContent> = new Map(),
): readonly Example[] {
  const written = holder === null ? null : api.resolve(join(holder.pointer, 'content'));
  return Object.keys(written?.value ?? {}).flatMap((mediaType) => {
    const body = content.get((mediaType.split(';', 1)[0] ?? '').trim().toLowerCase());
    const media = api.resolve(join(written?.pointer ?? '', mediaType));
    if (body === undefined || media === null) return [];
    const read = (value: unknown) => (isForm(mediaType) ? asSent(value, body.schema, api.contract.document) : value);
    return examplesOf(api, media).map(({ pointer, value }) => ({
      pointer,
      accepts: () => acceptsBody(body, value) || acceptsBody(body, read(value)),
    }));
  });
}

/** A text may stand for the JSON in it: so are examples written that don't fit the notation of the document. */
function acceptsBody(body: BodyContent, value: unknown): boolean {
  if (body.validate(value).length === 0) return true;
  if (typeof value !== 'string') return false;
  try {
    return body.validate(JSON.parse(value)).length === 0;
  } catch {
    return false;
  }
}

function ofParameter(api: Api, { pointer }: Node, parameter: Parameter): readonly Example[] {
  const listed = api.resolve(pointer)?.value['parameters'];
  const item = pointer.slice(0, pointer.lastIndexOf('/'));
  const shared = api.resolve(item)?.value['parameters'];
  const own = (list: unknown, holder: string) =>
    (Array.isArray(list) ? list : []).flatMap((_, index) => api.resolve(join(holder, 'parameters', index)) ?? []);
  return [...own(listed, pointer), ...own(shared, item)]
    .filter(({ value }) => value['name'] === parameter.name && value['in'] === parameter.in)
    .flatMap((node) => examplesOf(api, node))
    .map((example) => ({ pointer: example.pointer, accepts: () => acceptsParameter(parameter, example.value) }));
}

/** As it would be sent: a parameter has no other types than text. What an object looks like depends on its style. */
function acceptsParameter(parameter: Parameter, value: unknown): boolean {
  if (isRecord(value)) return true;
  const texts = Array.isArray(value) ? value.map(String) : [String(value)];
  return parameter.validate(texts).length === 0;
}

function examplesOf(
  api: Api,
  { pointer, value }: Node,
): readonly { readonly pointer: string; readonly value: unknown }[] {
  const { example, examples } = value;
  const single = example === undefined ? [] : [{ pointer: join(pointer, 'example'), value: example }];
  const named = Object.keys(isRecord(examples) ? examples : {}).flatMap((name) => {
    const found = api.resolve(join(pointer, 'examples', name));
    if (found === null || found.value['value'] === undefined) return [];
    return [{ pointer: join(found.pointer, 'value'), value: found.value['value'] }];
  });
  return [...single, ...named];
}
