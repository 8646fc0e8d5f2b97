import type { Mock } from './load-prism.ts';

type Logger = Parameters<ReturnType<Mock>>[0];

/** Prism wants a pino with a level of its own; a silent one saves a tenth of each request. */
export function silentLogger(): Logger {
  const quiet = () => {};
  const logger = {
    trace: quiet,
    debug: quiet,
    info: quiet,
    warn: quiet,
    error: quiet,
    fatal: quiet,
    success: quiet,
    child: () => logger,
  };
  return logger as unknown as Logger;
}
