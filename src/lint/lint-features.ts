import { type Problem, problemsOf } from '../problem.ts';
import { type FeaturePlan, planFeatures } from '../scenarios/index.ts';
import type { Api } from './api.ts';
import { featureRules } from './features/index.ts';
import { reportedProblems } from './features/reported-problems.ts';
import type { Collector } from './lint.ts';
import { foundIn, type RuleInfo } from './rule.ts';

interface LintedFeatures {
  readonly api: Api;
  readonly features: readonly string[];
  readonly stepFolders: readonly string[];
  readonly cwd: string;
}

/** Holds features against what a run would refuse and against our rules, without running them. */
export async function lintFeatures({ api, ...options }: LintedFeatures, collector: Collector): Promise<void> {
  const { scenarios, problems } = await plan(options);
  for (const problem of problems) collector.add(ruleOf(problem), [foundIn(problem)]);
  for (const rule of featureRules) if (collector.isOn(rule)) collector.add(rule, rule.check(scenarios, api));
}

/** Steps that don't load are a finding like any other; files that aren't there are the caller's mistake. */
async function plan(options: Omit<LintedFeatures, 'api'>): Promise<FeaturePlan> {
  try {
    return await planFeatures(options);
  } catch (error) {
    const problems = problemsOf(error);
    const known = problems.every(({ code }) => reportedProblems.some(({ name }) => name === code));
    if (problems.length === 0 || !known) throw error;
    return { scenarios: [], problems };
  }
}

function ruleOf({ code }: Problem): RuleInfo {
  const rule =
    reportedProblems.find(({ name }) => name === code) ?? reportedProblems.find(({ name }) => name === 'broken-steps');
  if (rule === undefined) throw new Error(`No rule stands for the problem "${code}".`);
  return rule;
}
