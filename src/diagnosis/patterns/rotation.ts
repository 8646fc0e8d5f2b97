import { isoTime } from '../../clock.ts';
import { definePattern, groupBy } from './pattern.ts';

/** From one moment on every call is refused for its credential. */
export const rotation = definePattern({
  name: 'rotation',
  summary: 'From one moment on every call is refused for its credential.',
  remedy: 'Fetch or enter a new credential; have the client renew it once when it is refused.',
  feature: 'features/remedies/another-credential.feature',
  reference: 'the reference, scenario 2 (rotated and expired keys)',
  find(calls) {
    for (const own of groupBy(calls, ({ host }) => host).values()) {
      const from = own.findLastIndex(({ status }) => status !== 401 && status !== 403) + 1;
      const before = own.slice(0, from).filter(({ failure }) => failure === null);
      const after = own.slice(from);
      const [first] = after;
      if (first === undefined || after.length < 2 || before.length < 2) continue;
      const since = first.at > 0 ? ` since ${isoTime(first.at)}` : '';
      return {
        numbers: [`${before.length} calls succeeded, then all ${after.length} were refused${since}`],
        saving: `with one renewal, ${after.length - 1} refused calls less`,
      };
    }
    return null;
  },
});
