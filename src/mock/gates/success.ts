import type { Operation } from '../../contract/contract.ts';
import type { ResourceCollection } from '../../contract/failure-layer.ts';
import { successStatus } from '../../contract/index.ts';
import { onceFor } from '../../once-for.ts';
import { refuse } from '../answers.ts';
import type { AnswerPlan } from '../decision.ts';
import {
  appliedText,
  isAsked,
  noPreference,
  type Preferences,
  readPreferences,
  unmetPreference,
} from '../preferences.ts';
import { type Changed, createItem, deleteItem, idIn, replaceItem, updateItem } from '../resources/change.ts';
import { type CollectionUse, collectionUse } from '../resources/collections.ts';
import { findItem } from '../resources/find.ts';
import { asksForAll, listItems } from '../resources/list.ts';
import { isUntouched } from '../resources/store.ts';
import { fieldsOf } from '../resources/values.ts';
import { answer, type Gate, type Passage, type Step } from './gate.ts';

/** What a request that met no obstacle gets: what it prefers, what is stored, or an example of the document. */
export const success: Gate = (passage) => {
  const preferences = passage.contract.layer.control.requestHeaders ? readPreferences(passage.request) : noPreference;
  if (isAsked(preferences)) return answerPreferred(passage, preferences);
  const use = collectionUse(passage.contract, passage.operation);
  if (use === undefined) return answerExample(passage);
  const id = passage.pathParameters[use.collection.idParameter] ?? idIn(use.collection, fieldsOf(passage.body)) ?? '';
  switch (use.role) {
    case 'list':
      return answerList(passage, use);
    case 'create':
      return answerChange(passage, use, createItem(use, passage));
    case 'replace':
      if (id === '') return answerExample(passage);
      return answerChange(passage, use, replaceItem(use, passage, id));
    case 'read':
    case 'update':
    case 'delete':
      return answerItem(passage, { ...use, role: use.role }, id);
    default:
      return use.role satisfies never;
  }
};

const noHeaders = {};

function prism(passage: Passage, given: Partial<AnswerPlan & { kind: 'prism' }>): AnswerPlan {
  const { prefer = noPreference, body, status = null, headers = noHeaders } = given;
  const { operation, pathParameters } = passage;
  return { kind: 'prism', operationId: operation.id, pathParameters, prefer, body, status, headers };
}

function answerExample(passage: Passage): Step {
  const cause = { kind: 'mock', summary: `an example of ${passage.operation.id}` } as const;
  return answer(passage, prism(passage, {}), cause);
}

/** A preference asks to see an answer, not for the work to be done: nothing stored changes. */
function answerPreferred(passage: Passage, preferences: Preferences): Step {
  const text = appliedText(preferences);
  const unmet = unmetPreference(passage.operation, preferences);
  if (unmet !== null) {
    const refusal = { status: unmet.status, message: '{why}', headers: {} };
    return refuse(
      passage,
      refusal,
      { why: unmet.why },
      { kind: 'preference', summary: `Prefer: ${text}: ${unmet.why}` },
    );
  }
  const plan = prism(passage, { prefer: preferences, headers: { 'Preference-Applied': text } });
  return answer(passage, plan, { kind: 'preference', summary: `Prefer: ${text}` });
}

function answerList(passage: Passage, use: CollectionUse): Step {
  const { collection } = use;
  if (showsExample(use, passage)) return answerExample(passage);
  const listing = listItems(use, passage);
  if (listing.kind === 'page') {
    return answer(passage, prism(passage, { body: listing.body }), causesOf(collection).listed);
  }
  const { status, instead, messages } = passage.contract.layer.validation;
  const field = collection.pagination?.cursorParameter ?? '';
  const reason = 'no item has this cursor';
  const values = { field, fields: field, in: 'query', reason, value: '' };
  const cause = { kind: 'validation', summary: `query: ${field}: ${reason}` } as const;
  const message = messages['other'] ?? '{field}: {reason}';
  return refuse(
    passage,
    { status, ...(instead === undefined ? {} : { instead }), message, headers: {} },
    values,
    cause,
  );
}

function answerItem(
  passage: Passage,
  use: CollectionUse & { readonly role: 'read' | 'update' | 'delete' },
  id: string,
): Step {
  const found = findItem(use.collection, id, passage);
  // The resource gate has seen to it, unless the operation's path doesn't name an item at all.
  if (found.kind !== 'found') return answerExample(passage);
  if (use.role === 'update') return answerChange(passage, use, updateItem(use, passage, id, found.stored));
  if (use.role === 'delete') return answerChange(passage, use, deleteItem(use, passage, id));
  return answer(passage, prism(passage, { body: bodyOf(use, found.stored.value) }), causesOf(use.collection).read);
}

/** A list that nobody has changed is the document's own example of it, where it shows one. */
function showsExample(use: CollectionUse, passage: Passage): boolean {
  const { collection, content } = use;
  if (!collection.showsExamples || content === null || Object.keys(content.examples).length === 0) return false;
  return isUntouched({ collection, pathParameters: passage.pathParameters }, passage.state) && asksForAll(use, passage);
}

/** An item as the answer holds it. */
function bodyOf({ itemProperty }: CollectionUse, value: Readonly<Record<string, unknown>> | undefined): unknown {
  return itemProperty === null || value === undefined ? value : { [itemProperty]: value };
}

function answerChange(passage: Passage, use: CollectionUse, { state, id, change, value }: Changed): Step {
  const { collection, content } = use;
  const sideEffect = { collection: collection.name, change, id };
  const done = { ...passage, state, sideEffect };
  const declares = declaredOf(passage.operation);
  const wanted = change === 'created' ? declares.created : declares.changed;
  const status = change === 'deleted' ? null : wanted;
  const cause = causesOf(collection)[change];
  const headers = change === 'created' && declares.location ? locationOf(passage, id) : noHeaders;
  if (!declares.success) {
    return answer(done, { kind: 'ready', answer: { status: 200, headers, body: null } }, cause);
  }
  return answer(done, prism(done, { body: content === null ? undefined : bodyOf(use, value), status, headers }), cause);
}

/** Why an answer is what it is; which item it is about is told by the path, or by the side effect. */
const causesOf = onceFor(({ name }: ResourceCollection) => {
  const cause = (summary: string) => ({ kind: 'mock', summary }) as const;
  return {
    listed: cause(`a list of stored ${name}`),
    read: cause(`one of ${name}, as stored`),
    created: cause(`created one of ${name}`),
    replaced: cause(`replaced one of ${name}`),
    updated: cause(`updated one of ${name}`),
    deleted: cause(`deleted one of ${name}`),
  };
});

/** What an operation declares of the answer to a change. */
const declaredOf = onceFor(({ responses }: Operation) => {
  const statuses = responses.map(({ status }) => status);
  const created = responses.find(({ status }) => status === '201');
  return {
    /** Prism answers with an error where a document declares nothing else; what was done was done. */
    success: successStatus(statuses) !== undefined,
    /** Null where it is not declared: Prism's choice is right. */
    created: created === undefined ? null : 201,
    changed: statuses.includes('200') ? 200 : null,
    location: created?.headers.some(({ name }) => name.toLowerCase() === 'location') ?? false,
  };
});

function locationOf({ request, pathParameters }: Passage, id: string): Record<string, string> {
  const { path } = request;
  for (const name in pathParameters) if (pathParameters[name] === id) return { Location: path };
  return { Location: `${path.endsWith('/') ? path.slice(0, -1) : path}/${encodeURIComponent(id)}` };
}
