/**
 * The control API: the mock's typed methods on a port of their own, one file for each family of endpoints.
 * It decides nothing itself: requests are held against openapi/control.openapi.yaml, then a method of the mock is called.
 */
export { type Control, startControl } from './start-control.ts';
