/**
 * The configuration file: what the commands take when nothing else is said.
 * Only the command line reads it; what it says is passed on as options.
 */
export { type Config, defineConfig } from './config.ts';
export { type LoadedConfig, loadConfig } from './load-config.ts';
