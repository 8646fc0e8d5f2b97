/**
 * Measures what is promised of speed and size, beside Prism's CLI and a bare node:http server in the same run, on the
 * machine as it is: let nothing else run meanwhile. Takes about two minutes, prints a table, and ends with 1 when a bound
 * is missed.
 */
import { availableParallelism, loadavg } from 'node:os';
import { readyRows } from './ready.ts';
import { scenarioRows } from './scenarios.ts';
import { startRows } from './start.ts';
import { printRows, told } from './table.ts';
import { throughputRows } from './throughput.ts';

const load = `${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} processors`;
const rows = [
  told('load of the machine before', load),
  ...(await startRows()),
  ...(await readyRows()),
  ...(await throughputRows()),
  ...(await scenarioRows()),
];
printRows(rows);
process.exitCode = rows.every(({ within }) => within) ? 0 : 1;
