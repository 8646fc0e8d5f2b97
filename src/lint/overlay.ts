import { Problem } from '../problem.ts';
import type { Api } from './api.ts';
import { documentPath } from './document-path.ts';
import type { RuledFinding } from './finding.ts';
import { suggestedHeader, suggestedParts } from './suggested-parts.ts';
import type { Suggestion } from './suggestion.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** An OpenAPI Overlay 1.0: changes to a document, for a person to read, keep or throw away. */
export interface Overlay {
  readonly overlay: '1.0.0';
  readonly info: { readonly title: string; readonly version: string };
  readonly actions: readonly OverlayAction[];
}

export interface OverlayAction {
  /** JSONPath (RFC 9535) of what is changed. */
  readonly target: string;
  readonly description?: string;
  readonly update: JsonObject;
}

/** What would mend the findings that can be mended by adding to the document; null where none can. */
export function overlayOf(api: Api, findings: readonly RuledFinding[]): Overlay | null {
  if (!api.contract.asWritten) throw notAsWritten(api);
  const suggestions = findings.flatMap((finding) => finding.suggestions).filter(isInDocument);
  if (suggestions.length === 0) return null;
  const parts = suggestedParts(api);
  const actions = [
    ...responseActions(suggestions, parts),
    ...headerActions(suggestions, api),
    ...bodyActions(suggestions, parts),
  ];
  const { components } = parts;
  const shared = Object.keys(components).length === 0 ? [] : [{ target: '$', update: { components } }];
  return {
    overlay: '1.0.0',
    info: { title: `What "${api.contract.title}" doesn't say about its failures`, version: '1.0.0' },
    actions: [...shared, ...actions],
  };
}

/** An overlay changes one file; what a document of many has in others is for them to say. */
function isInDocument(suggestion: Suggestion): boolean {
  const pointer = suggestion.kind === 'response' ? suggestion.operation : suggestion.response;
  return !pointer.startsWith('/x-files/');
}

function notAsWritten({ contract }: Api): Problem {
  return new Problem(
    'no-overlay',
    `Failed to write an overlay for "${contract.path}": overlays change one OpenAPI 3 document, and this is Swagger 2.0 or several.`,
    'Convert it to OpenAPI 3, or look at one document at a time.',
  );
}

type Parts = ReturnType<typeof suggestedParts>;

function ofKind<Kind extends Suggestion['kind']>(suggestions: readonly Suggestion[], kind: Kind) {
  return suggestions.filter((one): one is Extract<Suggestion, { kind: Kind }> => one.kind === kind);
}

/** One action for each operation, with all that it lacks. */
function responseActions(suggestions: readonly Suggestion[], parts: Parts): readonly OverlayAction[] {
  const groups = Map.groupBy(ofKind(suggestions, 'response'), ({ operation }) => operation);
  return [...groups].map(([operation, missing]) => {
    const statuses = [...new Set(missing.map(({ status }) => status))].toSorted();
    const responses = Object.fromEntries(statuses.map((status) => [status, parts.response(status)]));
    return { target: documentPath(operation), update: { responses } };
  });
}

function headerActions(suggestions: readonly Suggestion[], api: Api): readonly OverlayAction[] {
  const groups = Map.groupBy(ofKind(suggestions, 'header'), ({ response }) => response);
  return [...groups].map(([response, missing]) => {
    const headers = Object.fromEntries(missing.map(({ header }) => [header, suggestedHeader(header, api)]));
    return { target: documentPath(response), update: { headers } };
  });
}

function bodyActions(suggestions: readonly Suggestion[], parts: Parts): readonly OverlayAction[] {
  const bodies = new Map(ofKind(suggestions, 'body').map(({ response, status }) => [response, status]));
  return [...bodies].map(([response, status]) => ({
    target: documentPath(response),
    // A class such as 4XX is shown by its first status.
    update: { content: parts.content(Number(status.replaceAll(/x/gi, '0'))) },
  }));
}
