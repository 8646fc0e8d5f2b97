import type { OpenApi } from './open-api.ts';
import { isRecord } from './pointer.ts';

/** Base paths of the document's servers, such as `/v1`, without those that are none. */
export function basePaths(document: OpenApi): readonly string[] {
  const found = new Set<string>();
  const { paths } = document.root;
  const items = Object.values(isRecord(paths) ? paths : {}).filter(isRecord);
  const operations = items.flatMap((item) => Object.values(item).filter(isRecord));
  for (const { servers } of [document.root, ...items, ...operations]) {
    for (const server of Array.isArray(servers) ? servers : []) {
      const path = pathOf(server);
      if (path !== '') found.add(path);
    }
  }
  return [...found];
}

function pathOf(server: unknown): string {
  if (!isRecord(server) || typeof server['url'] !== 'string') return '';
  const variables = isRecord(server['variables']) ? server['variables'] : {};
  const url = server['url'].replaceAll(/\{([^{}]+)\}/g, (_, name: string) => {
    const variable = variables[name];
    return String((isRecord(variable) ? variable['default'] : undefined) ?? name);
  });
  return URL.parse(url, 'http://localhost')?.pathname.replace(/(?<!\/)\/+$/, '') ?? '';
}

/** A base path as a person writes it: with one slash in front and none at the end; empty for the root. */
export function basePathOf(text: string): string {
  const path = text.replace(/^\/*|\/+$/g, '');
  return path === '' ? '' : `/${path}`;
}
