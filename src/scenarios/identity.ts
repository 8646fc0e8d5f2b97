import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { isoTime } from '../clock.ts';
import { packageVersion } from '../package.ts';
import type { Identity } from '../result.ts';
import type { MessageLog } from './messages.ts';
import type { Session, Target } from './session.ts';

/** Real milliseconds since the epoch. */
export interface Times {
  readonly startedAt: number;
  readonly finishedAt: number;
}

/** What was tested, with what and when. */
export function identityOf(session: Session, log: MessageLog, { startedAt, finishedAt }: Times): Identity {
  const { contract, target, policy } = session;
  return {
    document: { title: contract.title, version: contract.version, path: contract.path, sha256: contract.sha256 },
    failureLayer: contract.layerFile,
    featuresSha256: hashOf(log),
    target: { kind: target.kind, url: target.kind === 'embedded' ? target.mock.url : shownUrl(target.url) },
    policy,
    seed: contract.layer.seed,
    clock: clockOf(target),
    tools: toolsOf(target),
    startedAt: isoTime(startedAt),
    finishedAt: isoTime(finishedAt),
    ci: ciOf(log),
  };
}

function hashOf({ sources }: MessageLog): string {
  const hash = createHash('sha256');
  const sorted = [...sources].sort((one, other) => (one.uri < other.uri ? -1 : 1));
  for (const { uri, data } of sorted) hash.update(`${uri}\0${data}\0`);
  return hash.digest('hex');
}

/** A target's URL without a user, a password and a query, where people put keys. */
export function shownUrl(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1').replace(/[?#].*$/s, '');
}

/** The mock makes a clock for each case, so a case has to be asked. */
function clockOf(target: Target): Identity['clock'] {
  if (target.kind === 'live') return 'real';
  const probe = target.mock.openCase();
  const { kind } = probe.clock;
  probe.close();
  return kind;
}

function toolsOf(target: Target): Readonly<Record<string, string>> {
  return {
    faultline: packageVersion,
    node: process.versions.node,
    cucumber: versionOf('@cucumber/cucumber'),
    ...(target.kind === 'embedded' ? { prism: versionOf('@stoplight/prism-http') } : {}),
  };
}

function versionOf(name: string): string {
  const path = findPackageJSON(name, import.meta.url);
  return path === undefined ? 'unknown' : (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}

function ciOf({ meta }: MessageLog): Identity['ci'] {
  const ci = meta?.ci;
  if (ci === undefined) return null;
  const { name, url, git } = ci;
  return {
    name,
    ...(url === undefined ? {} : { url }),
    ...(git === undefined ? {} : { commit: git.revision }),
    ...(git?.branch === undefined ? {} : { branch: git.branch }),
  };
}
