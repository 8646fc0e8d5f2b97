/** Each scenario gets a case of the mock for itself, and leaves its evidence behind. */
import { After, Before, closeContext, currentSession, openContext, setDefaultTimeout } from '../src/index.ts';

// Longer than any client timeout a scenario sets, so that a hang shows as evidence and not as cucumber's own timeout.
setDefaultTimeout(120_000);

Before(function () {
  openContext(this, currentSession());
});

After(async function () {
  await closeContext(this);
});
