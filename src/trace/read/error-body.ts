import { asObject } from './values.ts';

const names = /^_?(errors?|error_?\w+|fault|exception|detail|problem|title)$/i;

/** A body that speaks of an error: it names one, says a message and returns nothing, or lists complaints by field. */
export function isErrorBody(body: unknown): boolean {
  const object = asObject(Array.isArray(body) ? body[0] : body);
  if (object === null) return false;
  const { ok, success, status, message, msg } = object;
  const isSaid =
    typeof (message ?? msg) === 'string' &&
    !Object.entries(object).some(([name, value]) => ofResults.test(name) && value !== null);
  return (
    ok === false ||
    success === false ||
    /^(error|fail(ed|ure)?)$/i.test(String(status)) ||
    isSaid ||
    isByField(object) ||
    Object.entries(object).some(([name, value]) => names.test(name) && value !== null && value !== '')
  );
}

const ofResults = /^(id|data|items|results?|token|url)$/i;

/** `{"name": ["This field is required."]}`, as Django and Rails list them. */
function isByField(object: Readonly<Record<string, unknown>>): boolean {
  const lists = Object.values(object);
  return lists.length > 0 && lists.every((list) => Array.isArray(list) && list.some((one) => / /.test(String(one))));
}
