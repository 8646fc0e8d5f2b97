/** What node:http does by itself: the body of a user to whoever asks, on the port that is given. */
import { createServer } from 'node:http';

const user = { id: '1', name: 'Grace Example', email: 'grace@client-a.example', tenant: 'client-a', status: 'active' };
const body = JSON.stringify(user);

createServer((_, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }).end(body);
}).listen(Number(process.argv[2]), '127.0.0.1');
