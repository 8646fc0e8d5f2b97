import { isRecord, join } from '../pointer.ts';
import type { Source } from '../source.ts';
import { placeThrough } from './origins.ts';
import { convertBody, sortParameters } from './parameters.ts';
import { convertResponses } from './responses.ts';
import { createWorkshop, type Members, type Part, texts, type Workshop, without } from './workshop.ts';

/**
 * A Swagger 2.0 document as OpenAPI 3.0, whose places are those of the person's own file.
 *
 * Of our own because none of the converters on npm keeps positions, without which no message could point to a line; one
 * also wants the network and has had no release for long. Schemas are taken as they stand, under `definitions`.
 */
export function fromSwagger(source: Source): Source {
  const root = source.data as Members;
  const workshop = createWorkshop(root);
  const data = {
    ...without(root, 'swagger', 'host', 'basePath', 'schemes', 'consumes', 'produces', 'securityDefinitions'),
    openapi: '3.0.3',
    servers: serversOf(root),
    paths: workshop.origins.from('/paths', convertPaths(workshop)),
    components: workshop.origins.from('', { securitySchemes: securitySchemes(workshop) }),
  };
  return { ...source, made: true, data, place: placeThrough(workshop.origins, data, source.place) };
}

/** Whether a document says that it is Swagger 2.0. */
export function isSwagger(data: unknown): boolean {
  return isRecord(data) && /^2(\.|$)/.test(String(data['swagger'] ?? ''));
}

function serversOf({ host, basePath, schemes }: Members): readonly object[] {
  const path = typeof basePath === 'string' ? basePath : '/';
  if (typeof host !== 'string' || host === '') return [{ url: path }];
  return (texts(schemes) ?? ['https']).map((scheme) => ({ url: `${scheme}://${host}${path}` }));
}

const methods = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch']);

function convertPaths(workshop: Workshop): Record<string, unknown> {
  const paths = isRecord(workshop.root['paths']) ? workshop.root['paths'] : {};
  const converted = Object.keys(paths).map((path) => {
    const isPath = path.startsWith('/') && isRecord(paths[path]);
    return [path, isPath ? convertItem(workshop, workshop.part(join('/paths', path))) : paths[path]];
  });
  return Object.fromEntries(converted);
}

function convertItem(workshop: Workshop, item: Part): object {
  const members = Object.keys(item.value)
    .filter((key) => key !== 'parameters')
    .map((key) => [key, methods.has(key) ? convertOperation(workshop, item, key) : item.value[key]]);
  return workshop.origins.from(item.pointer, Object.fromEntries(members));
}

/** With the parameters of its path, whose body and form fields have no place beside it any more. */
function convertOperation(workshop: Workshop, item: Part, method: string): object {
  const operation = workshop.part(join(item.pointer, method));
  const lists = [join(item.pointer, 'parameters'), join(operation.pointer, 'parameters')];
  const sorted = sortParameters(workshop, lists);
  const requestBody = convertBody(workshop, operation, sorted);
  const { origins } = workshop;
  return origins.from(operation.pointer, {
    ...without(operation.value, 'parameters', 'consumes', 'produces', 'schemes', 'responses'),
    parameters: origins.from(join(operation.pointer, 'parameters'), [...sorted.plain]),
    ...(requestBody === null ? {} : { requestBody }),
    responses: convertResponses(workshop, operation),
  });
}

function securitySchemes(workshop: Workshop): object {
  const at = '/securityDefinitions';
  const { value } = workshop.part(at);
  const converted = Object.keys(value).map((name) => {
    const scheme = workshop.part(join(at, name));
    return [name, workshop.origins.from(scheme.pointer, convertScheme(scheme.value))];
  });
  return workshop.origins.from(at, Object.fromEntries(converted));
}

const flows: Readonly<Record<string, string>> = { application: 'clientCredentials', accessCode: 'authorizationCode' };

function convertScheme(scheme: Members): Record<string, unknown> {
  if (scheme['type'] === 'basic') return { ...scheme, type: 'http', scheme: 'basic' };
  if (scheme['type'] !== 'oauth2') return { ...scheme };
  const { flow, authorizationUrl, tokenUrl, scopes = {}, ...others } = scheme;
  const name = String(flow ?? 'implicit');
  return { ...others, flows: { [flows[name] ?? name]: { authorizationUrl, tokenUrl, scopes } } };
}
