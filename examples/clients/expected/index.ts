/** Every example client with its expected verdicts. */
import type { ExpectedClient } from './expectation.ts';

export const expectedClients: readonly ExpectedClient[] = [];
