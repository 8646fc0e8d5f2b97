import type { Observation } from '../observation.ts';
import { attemptsOf, gapsOf } from './attempts.ts';
import { leastSample } from './statistics.ts';

/** For each retry, the first, the second …, how long the calls waited before it; steps that enough calls took. */
export function gapsByStep({ calls }: Observation): readonly (readonly number[])[] {
  const gaps = calls.map((call) => gapsOf(attemptsOf(call)));
  const longest = Math.max(0, ...gaps.map((own) => own.length));
  const steps = Array.from({ length: longest }, (_, step) => gaps.flatMap((own) => own[step] ?? []));
  return steps.filter((step) => step.length >= leastSample);
}
