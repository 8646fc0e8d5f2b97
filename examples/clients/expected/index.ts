/** Every example client with its expected verdicts, each broken one looked up in the client's own source. */
import { curl } from './curl.ts';
import type { ExpectedClient } from './expectation.ts';
import { got } from './got.ts';
import { ky } from './ky.ts';
import { undici } from './undici.ts';

export const expectedClients: readonly ExpectedClient[] = [curl, undici, got, ky];
