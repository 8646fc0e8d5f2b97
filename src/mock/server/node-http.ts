/**
 * node:http as `require` gives it. To import it would run each of its getters, one of which loads all of fetch: that is
 * 40 ms of every start.
 */
export const { createServer } = process.getBuiltinModule('node:http');
