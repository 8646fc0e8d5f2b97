// Exchanges as plain data: their shape, their secrets masked, one as a curl command.
// Knows nothing of the API, the mock or the client, and touches neither files nor sockets.
export { toCurl } from './curl.ts';
export type * from './exchange.ts';
