/**
 * What node:http does by itself: it reads the body of whoever asks, and sends the status, headers and bytes that it was
 * given at its start, on the port that was given.
 */
import { createServer } from 'node:http';
import type { Told } from './measure.ts';

const { status, headers, body } = JSON.parse(process.env['BENCH_ANSWER'] ?? '{}') as Told;
const fields = headers.flat();

createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  const pieces: Buffer[] = [];
  request.on('data', (piece: Buffer) => pieces.push(piece));
  request.on('end', () => {
    Buffer.concat(pieces).toString('utf8');
    response.sendDate = false;
    response.writeHead(status, fields).end(body);
  });
}).listen(Number(process.argv[2]), '127.0.0.1');
