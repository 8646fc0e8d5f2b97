import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';

const manifestPath = findPackageJSON(import.meta.url) ?? 'package.json';

/** The folder that holds what ships beside the code: `openapi/`, `features/`. */
export const packageRoot = dirname(manifestPath);

/** Version of this package. */
export const packageVersion: string = (JSON.parse(readFileSync(manifestPath, 'utf8')) as { version: string }).version;

/** What ships: the contract and the features of the reference's alert and user API, and the document of the control API. */
export const shipped = {
  document: join(packageRoot, 'openapi', 'alerts.openapi.yaml'),
  controlDocument: join(packageRoot, 'openapi', 'control.openapi.yaml'),
  features: join(packageRoot, 'features'),
} as const;
