/**
 * Measures what is promised of speed and size, beside Prism's CLI, openapi-backend and a bare node:http server in the same
 * run, on the machine as it is: let nothing else run meanwhile. Takes about seven minutes, with --quick three;
 * prints a table, and ends with 1 when a bound is missed. --page writes it into the README as well.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { separateCores } from './cores.ts';
import { githubRows } from './github.ts';
import { root } from './measure.ts';
import { readmeWithBench } from './readme-table.ts';
import { readyRows } from './ready.ts';
import { scenarioRows } from './scenarios.ts';
import { startRows } from './start.ts';
import { printRows, told } from './table.ts';
import { throughputRows } from './throughput.ts';

const flag = { type: 'boolean', default: false } as const;
const { quick, page } = parseArgs({ options: { quick: flag, page: flag } }).values;
// Many short bursts: on a busy host the same server answers a fifth more or less often from one second to the next.
const pace = quick ? { seconds: 1, rounds: 3 } : { seconds: 1, rounds: 11 };

const load = `${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} processors`;
const started = [
  ...(await startRows(quick ? 1 : 5)),
  ...(await readyRows(quick ? { alerts: 3, github: 1 } : { alerts: 9, github: 3 })),
  ...(await scenarioRows()),
];
// From here on: whoever starts a process now gives it one processor only.
const cores = separateCores();
const rows = [
  told('load of the machine before', load),
  told('servers and load on different processors', cores === null ? 'no: there is one, or no taskset' : 'yes'),
  ...started,
  ...(await throughputRows(pace, cores)),
  ...(await githubRows(pace, cores)),
];
printRows(rows);
if (page) {
  const readme = join(root, 'README.md');
  writeFileSync(readme, readmeWithBench(readFileSync(readme, 'utf8'), rows));
}
process.exitCode = rows.every(({ within }) => within) ? 0 : 1;
