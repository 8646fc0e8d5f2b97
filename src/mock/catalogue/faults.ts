import { type Operation, withHeader } from '../../contract/index.ts';
import { type Fault, faults } from '../../faults/index.ts';
import { type Candidate, type CatalogueStep, stepOf } from './entry.ts';
import { answersJson } from './prove.ts';
import { byPlainness, type Samples } from './samples.ts';
import { caseFor } from './validation.ts';

/** What any request can be told to meet, by the instruction header: transport faults, delays, any status. */
export function fromFaults(samples: Samples): readonly Candidate[] {
  const operations = byPlainness(samples.contract.operations);
  const operation = operations.find((one) => one.method === 'GET' && answersJson(one)) ?? operations[0];
  if (operation === undefined) return [];
  const { 'refused-connection': refusal, ...others } = faults;
  const transport: readonly Fault[] = Object.values(others).filter((fault) => fault.transport);
  return [
    instructed(samples, operation, 'delay', 'the answer, but late', 'delay-for-3s'),
    {
      ...instructed(
        samples,
        operation,
        'client-timeout',
        'the client gives up before the answer comes',
        'delay-for-3s',
        {
          giveUpSeconds: 1,
        },
      ),
      cause: 'client',
    },
    ...transport.map((fault) => fromFault(samples, operation, fault)),
    // Behind the others: while nobody listens, none of them can be seen.
    refused(refusal),
    ...[429, 500, 502, 503, 504].map((status) => anyStatus(samples, operation, status)),
    preferred(samples, operation),
  ];
}

function fromFault(samples: Samples, operation: Operation, fault: Fault): Candidate {
  const hangs = fault.effect({}).kind === 'hang';
  return instructed(samples, operation, fault.name, fault.phrase, fault.instruction, {
    giveUpSeconds: hangs ? 3 : null,
    ...(fault.needs === 'reused-connection' ? { times: 2, sameConnection: true } : {}),
  });
}

/** A request that was read can't be refused any more. */
function refused({ name, phrase }: Fault): Candidate {
  const summary = `${phrase}: by the control API or by a rule with a time, never by a request`;
  return { failure: name, summary, operation: null, variants: [[]], cause: 'wire' };
}

function anyStatus(samples: Samples, operation: Operation, status: number): Candidate {
  const text = status === 429 || status === 503 ? `return-${status}-retry-after-2s` : `return-${status}`;
  return { ...instructed(samples, operation, String(status), `${status} on demand`, text), start: true };
}

/** Without a credential where the fault comes before anybody asks for one, else with one. */
function instructed(
  samples: Samples,
  operation: Operation,
  failure: string,
  summary: string,
  instruction: string,
  how: Partial<CatalogueStep> = {},
): Candidate {
  const { instructionHeader } = samples.contract.layer.control;
  const requests = operation.security.length === 0 ? [] : [samples.bare(operation)];
  return {
    failure,
    summary,
    operation: operation.id,
    variants: [...requests, samples.roomy(operation)].map((request) => [
      stepOf(withHeader(request, instructionHeader, instruction), how),
    ]),
    cause: 'instruction',
    ownCase: caseFor(samples, operation, instruction),
  };
}

/** Prism's own way to see an answer that the document declares. */
function preferred(samples: Samples, operation: Operation): Candidate {
  const status = operation.responses.map((response) => response.status).find((declared) => /^[45]\d\d$/.test(declared));
  const request = withHeader(samples.roomy(operation), 'Prefer', `code=${status}`);
  return {
    failure: status ?? 'none',
    summary: 'any declared status on demand, as the document shows it',
    operation: operation.id,
    variants: status === undefined ? [] : [[stepOf(request)]],
    cause: 'preference',
    ownCase: caseFor(samples, operation, 'prefer'),
  };
}
