/**
 * For each check a client that breaks it: the good one with one bad habit. A check that nobody can break is no check.
 */
import { backingOff } from './backing-off.ts';
import type { BadClient } from './bad-client.ts';
import { connecting } from './connecting.ts';
import { repeating } from './repeating.ts';
import { waiting } from './waiting.ts';
import { writing } from './writing.ts';

export const badClients: readonly BadClient[] = [...repeating, ...waiting, ...backingOff, ...writing, ...connecting];
