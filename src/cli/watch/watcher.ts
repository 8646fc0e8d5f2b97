import { readdirSync, statSync, watch } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Clock } from '../../clock.ts';

/** What is watched, by absolute paths. Files needn't be there yet. */
export interface Watched {
  readonly files: readonly string[];
  /** With all that is in them. */
  readonly folders: readonly string[];
}

/** Tells about whatever happens in a folder, until it is closed. */
export type Listen = (folder: string, recursive: boolean, onEvent: () => void) => { close(): void };

export interface WatcherOptions extends Watched {
  readonly clock: Clock;
  /** Paths whose content is another one now. */
  readonly onChange: (changed: readonly string[]) => void;
  /** Default: the operating system's own events. */
  readonly listen?: Listen;
}

export interface Watcher {
  close(): void;
}

/** An editor that saves makes several events: it writes beside, renames, sets the time. */
const quietMs = 80;

/**
 * Calls back once files have changed and nothing more happens to them. Folders are listened to, not files, since editors
 * that write a new file and rename it leave the old one to whoever listens to it.
 */
export function createWatcher({ files, folders, clock, onChange, listen = listenToSystem }: WatcherOptions): Watcher {
  const stamps = () => stampsOf({ files, folders });
  let known = stamps();
  let cancel = () => {};

  function look(): void {
    const now = stamps();
    const changed = [...new Set([...known.keys(), ...now.keys()])].filter((path) => known.get(path) !== now.get(path));
    known = now;
    if (changed.length > 0) onChange(changed);
  }

  const onEvent = () => {
    cancel();
    cancel = clock.timer(quietMs, look);
  };
  const parents = new Set(files.map((file) => dirname(file)));
  const listeners = [
    ...[...parents].map((folder) => listen(folder, false, onEvent)),
    ...folders.map((folder) => listen(folder, true, onEvent)),
  ];
  return {
    close() {
      cancel();
      for (const listener of listeners) listener.close();
    },
  };
}

function listenToSystem(folder: string, recursive: boolean, onEvent: () => void): { close(): void } {
  const watcher = watch(folder, { recursive }, onEvent);
  // A folder that goes away is told by what was in it.
  watcher.on('error', onEvent);
  return watcher;
}

/** What tells one content of a file from the next; absent files have none. */
function stampsOf({ files, folders }: Watched): ReadonlyMap<string, string> {
  const inside = folders.flatMap((folder) => filesIn(folder));
  return new Map([...files, ...inside].flatMap((path) => stampOf(path)));
}

function stampOf(path: string): (readonly [string, string])[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? [] : [[path, `${stats.mtimeMs} ${stats.size} ${stats.ino}`]];
}

const skipped = /^(?:node_modules|\..*)$/;
const telling = /\.(?:feature|[cm]?[jt]s|ya?ml|json)$/;

function filesIn(folder: string): readonly string[] {
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return skipped.test(basename(path)) ? [] : filesIn(path);
    return telling.test(entry.name) ? [path] : [];
  });
}
