import { type Operation, type Parameter, resolveSchema, statusOn } from '../../contract/index.ts';
import { outOfRange } from './body-mistakes.ts';
import { type Candidate, stepOf } from './entry.ts';
import { byPlainness, type Samples } from './samples.ts';
import { caseFor } from './validation.ts';

/** 400: query and path parameters that break their schema, each kind of mistake once. */
export function fromParameters(samples: Samples): readonly Candidate[] {
  const { operations, document } = samples.contract;
  const all = byPlainness(operations).flatMap((operation) =>
    operation.parameters
      .filter((parameter) => parameter.in === 'query' || parameter.in === 'path')
      .map((parameter) => ({ operation, parameter, schema: resolveSchema(parameter.schema, document) })),
  );
  return [
    firstOf(samples, 'a word where a number belongs', all, ({ parameter }) => breaks(parameter, 'type', 'many')),
    firstOf(samples, 'a number out of range', all, ({ parameter, schema }) =>
      breaks(parameter, 'range', String(outOfRange(schema) ?? '')),
    ),
    firstOf(samples, 'a value that is not in the list', all, ({ parameter }) =>
      breaks(parameter, 'enum', 'something-else'),
    ),
    firstOf(samples, 'a value in the wrong format', all, ({ parameter }) => breaks(parameter, 'format', 'x')),
    leftOut(samples, all),
  ];
}

interface Site {
  readonly operation: Operation;
  readonly parameter: Parameter;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** The value, when the parameter's schema finds fault with it in just this way. */
function breaks(parameter: Parameter, kind: string, value: string): string | null {
  return value !== '' && parameter.validate([value]).some((violation) => violation.kind === kind) ? value : null;
}

function firstOf(
  samples: Samples,
  summary: string,
  sites: readonly Site[],
  wrong: (site: Site) => string | null,
): Candidate {
  const { validation } = samples.contract.layer;
  const base = { failure: validation.status, cause: 'validation' } as const;
  for (const site of sites) {
    const { operation, parameter } = site;
    const value = wrong(site);
    if (value === null) continue;
    const request = samples.roomy(operation, { [parameter.name]: value });
    return {
      ...base,
      failure: statusOn(validation, operation),
      summary: `${summary}: ${parameter.name} in the ${parameter.in}`,
      operation: operation.id,
      variants: [[stepOf(request)]],
      ownCase: caseFor(samples, operation, `${summary} ${parameter.name}`),
    };
  }
  return { ...base, summary, operation: null, variants: [] };
}

function leftOut(samples: Samples, sites: readonly Site[]): Candidate {
  const site = sites.find(({ parameter }) => parameter.in === 'query' && parameter.required);
  const summary = `a required parameter left out: ${site?.parameter.name}`;
  const { validation } = samples.contract.layer;
  const base = { cause: 'validation', summary } as const;
  if (site === undefined) return { ...base, failure: validation.status, operation: null, variants: [] };
  const request = samples.roomy(site.operation);
  const [path = '', query = ''] = request.path.split('?');
  const kept = query.split('&').filter((pair) => !pair.startsWith(`${encodeURIComponent(site.parameter.name)}=`));
  return {
    ...base,
    failure: statusOn(validation, site.operation),
    operation: site.operation.id,
    variants: [[stepOf({ ...request, path: kept.length === 0 ? path : `${path}?${kept.join('&')}` })]],
    ownCase: caseFor(samples, site.operation, summary),
  };
}
