import type { CheckSettings } from '../checks/check.ts';
import { checks, type Profile, profiles } from '../checks/index.ts';
import type { Declared } from '../checks/observation.ts';
import { Problem, throwProblems } from '../problem.ts';
import { suggest } from '../suggest.ts';
import type { ChosenCheck } from './judge-checks.ts';

/** What a person chooses: a profile, and single checks of it. */
export interface Choice {
  readonly profile?: string | undefined;
  /** Only these; default: all that the profile has. */
  readonly check?: readonly string[] | undefined;
  readonly skip?: readonly string[] | undefined;
  readonly thorough?: boolean | undefined;
  readonly declared: Declared;
}

/** The checks that take part, and what they go by. */
export interface Selection {
  readonly checks: readonly ChosenCheck[];
  readonly settings: CheckSettings;
  /** Whether the profile wants it judged over https as well. */
  readonly tls: boolean;
}

/** Ids of all checks, in their order. */
export const checkIds: readonly string[] = checks.map(({ id }) => id);

export const profileNames: readonly string[] = Object.keys(profiles);

/** Chooses the checks of a profile; a check that is asked for by its id takes part in any. Throws for names that nobody has. */
export function selectChecks({
  profile: name = 'standard',
  check,
  skip = [],
  thorough = false,
  declared,
}: Choice): Selection {
  throwProblems([...(check ?? []), ...skip].filter((id) => !checkIds.includes(id)).map(unknownCheck));
  const profile: Profile | undefined = Object.hasOwn(profiles, name)
    ? profiles[name as keyof typeof profiles]
    : undefined;
  if (profile === undefined) throw unknownProfile(name);
  const wanted = check ?? profile.checks;
  const chosen = checks.filter(({ id }) => wanted.includes(id) && !skip.includes(id));
  if (chosen.length === 0) throw nothingLeft();
  return {
    checks: chosen.map((one) => ({ check: one, raised: profile.raised.includes(one.id) })),
    tls: profile.tls === true,
    settings: { profile: name, maxAttempts: declared.maxAttempts ?? profile.maxAttempts, thorough, declared },
  };
}

function unknownCheck(id: string): Problem {
  const message = `Failed to judge by "${id}": no check has that id.${suggest(id, checkIds)}`;
  return new Problem('unknown-check', message, `Use one of: ${checkIds.join(', ')}.`);
}

function unknownProfile(name: string): Problem {
  const message = `Failed to judge by the profile "${name}": there is none of that name.${suggest(name, profileNames)}`;
  return new Problem('unknown-profile', message, `Use one of: ${profileNames.join(', ')}.`);
}

function nothingLeft(): Problem {
  const message = 'Failed to judge: of the checks of this profile none is left.';
  return new Problem('no-checks', message, 'Skip fewer, or name others with --check.');
}
