import { readdir, readFile } from 'node:fs/promises';

/** Names the run in the environment of every process that a client starts. */
export const runVariable = 'FAULTLINE_RUN';

/**
 * Ids of processes that carry these variables in their environment, although they have left the client's process group
 * (`setsid`). Only Linux shows the environment of others without privileges; elsewhere there is nothing to find.
 */
async function findOrphans(marks: readonly string[]): Promise<readonly number[]> {
  if (process.platform !== 'linux') return [];
  const ids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name)).map(Number);
  const carries = await Promise.all(ids.map((id) => carriesAll(id, marks)));
  return ids.filter((id, index) => id !== process.pid && carries[index]);
}

async function carriesAll(id: number, marks: readonly string[]): Promise<boolean> {
  try {
    const variables = (await readFile(`/proc/${id}/environ`, 'utf8')).split('\0');
    return marks.every((mark) => variables.includes(mark));
  } catch {
    // It has ended, or belongs to somebody else.
    return false;
  }
}

/** Ends them for good; resolves with how many there were. Those that fork meanwhile are looked for again. */
export async function endOrphans(marks: readonly string[]): Promise<number> {
  let ended = 0;
  for (let round = 0; round < 5; round += 1) {
    const found = await findOrphans(marks);
    if (found.length === 0) return ended;
    ended += found.length;
    for (const id of found) kill(id);
  }
  return ended;
}

function kill(id: number): void {
  try {
    process.kill(id, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
