/** openapi-backend behind node:http, as its guide has it: requests are routed, authenticated and validated, answers are its mocks. */
import { createServer } from 'node:http';
import { OpenAPIBackend, type Request } from 'openapi-backend';

const api = new OpenAPIBackend({
  definition: process.argv[3] ?? '',
  // It knows OpenAPI 3.0; of 3.1 it reads what is the same there.
  quick: true,
  ajvOpts: { strict: false, validateFormats: false },
  handlers: {
    notFound: () => ({ status: 404, mock: { detail: 'not found' } }),
    validationFail: ({ validation }) => ({ status: 400, mock: { detail: validation.errors } }),
    unauthorizedHandler: () => ({ status: 401, mock: { detail: 'no key' } }),
    notImplemented: ({ api: own, operation }) => own.mockResponseForOperation(operation.operationId ?? ''),
  },
  securityHandlers: { ApiKeyAuth: ({ request }) => request.headers['x-api-key'] === 'valid-key-123' },
});
await api.init();

createServer((request, response) => {
  const pieces: Buffer[] = [];
  request.on('data', (piece: Buffer) => pieces.push(piece));
  request.on('end', async () => {
    const [path = '/', query = ''] = (request.url ?? '/').split('?');
    const text = Buffer.concat(pieces).toString('utf8');
    const headers = request.headers as Request['headers'];
    const method = request.method ?? 'GET';
    const { status, mock } = await api.handleRequest({
      method,
      path,
      query,
      headers,
      body: text === '' ? undefined : JSON.parse(text),
    });
    const body = JSON.stringify(mock);
    response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) });
    response.end(body);
  });
}).listen(Number(process.argv[2]), '127.0.0.1');
