import { readdirSync, statSync, watch } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Clock } from '../../clock.ts';
import { problemsOf } from '../../problem.ts';

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
  /** Watches these, too, from now on. */
  include(more: Watched): void;
  close(): void;
}

/** An editor that saves makes several events: it writes beside, renames, sets the time. */
const quietMs = 80;

/**
 * Calls back once files have changed and nothing more happens to them. Folders are listened to, not files, since editors
 * that write a new file and rename it leave the old one to whoever listens to it.
 */
export function createWatcher({ files, folders, clock, onChange, listen = listenToSystem }: WatcherOptions): Watcher {
  const watched = { files: new Set<string>(), folders: new Set<string>() };
  const listeners = new Map<string, { close(): void }>();
  let known: ReadonlyMap<string, string> = new Map();
  let cancel = () => {};

  function look(): void {
    const now = stampsOf(watched);
    const changed = [...new Set([...known.keys(), ...now.keys()])].filter((path) => known.get(path) !== now.get(path));
    known = now;
    if (changed.length > 0) onChange(changed);
  }

  function listenTo(folder: string, recursive: boolean): void {
    const key = `${recursive} ${folder}`;
    if (listeners.has(key)) return;
    const onEvent = () => {
      cancel();
      cancel = clock.timer(quietMs, look);
    };
    listeners.set(key, listen(folder, recursive, onEvent));
  }

  function include(more: Watched): void {
    const fresh = {
      files: more.files.filter((file) => !watched.files.has(file)),
      folders: more.folders.filter((folder) => !watched.folders.has(folder)),
    };
    for (const file of fresh.files) {
      watched.files.add(file);
      listenTo(dirname(file), false);
    }
    for (const folder of fresh.folders) {
      watched.folders.add(folder);
      listenTo(folder, true);
    }
    // What was watched before keeps its stamps: it may have changed meanwhile.
    known = new Map([...stampsOf(fresh), ...known]);
  }

  include({ files, folders });
  return {
    include,
    close() {
      cancel();
      for (const listener of listeners.values()) listener.close();
    },
  };
}

/** Watches what there is by now; while the configuration is broken, what was watched before has to do. */
export async function includeFound(watcher: Watcher, look: () => Promise<Watched>): Promise<void> {
  try {
    watcher.include(await look());
  } catch (error) {
    if (problemsOf(error).length === 0) throw error;
  }
}

function listenToSystem(folder: string, recursive: boolean, onEvent: () => void): { close(): void } {
  const watcher = watch(folder, { recursive }, onEvent);
  // A folder that goes away is told by what was in it.
  watcher.on('error', onEvent);
  return watcher;
}

/** What tells one content of a file from the next; absent files have none. */
function stampsOf({
  files,
  folders,
}: {
  readonly files: Iterable<string>;
  readonly folders: Iterable<string>;
}): ReadonlyMap<string, string> {
  const inside = [...folders].flatMap((folder) => filesIn(folder));
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
