import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';

const manifestPath = findPackageJSON(import.meta.url) ?? 'package.json';

/** The folder that holds what ships beside the code: `openapi/`, `features/`. */
export const packageRoot = dirname(manifestPath);

/** Version of this package. */
export const packageVersion: string = (JSON.parse(readFileSync(manifestPath, 'utf8')) as { version: string }).version;

/** The contract and the features that ship: the alert and user API of the reference. */
export const shipped = {
  document: join(packageRoot, 'openapi', 'alerts.openapi.yaml'),
  features: join(packageRoot, 'features'),
} as const;
