import type { Parameter } from '../../contract/contract.ts';
import { resolveSchema } from '../../contract/index.ts';
import { missingParameter, parameter } from '../preparations.ts';
import type { Preparation, Proposal, Subject } from '../proposal.ts';
import { wrongValues } from '../wrong-values.ts';

/** 400 or 422: a good request with one parameter wrong or left out. */
export function fromParameters({ contract, operation }: Subject): readonly Proposal[] {
  const required = operation.parameters.filter((one) => one.required && one.in !== 'path');
  return [
    ...required.flatMap(({ name, in: place }) =>
      proposed('parameter-missing', `a required ${place} parameter is missing: <parameter>`, missingParameter(name)),
    ),
    ...operation.parameters.flatMap((one) => wrong(one, resolveSchema(one.schema, contract.document))),
  ];
}

function wrong(
  { name, validate, in: place }: Parameter,
  schema: Readonly<Record<string, unknown>>,
): readonly Proposal[] {
  const values = wrongValues(schema).filter(({ kind }) => kind !== 'null' && kind !== 'items');
  return values.flatMap(({ kind, title, value }) => {
    const text = String(value);
    const isRefused = text.length <= 300 && text !== '' && validate([text]).length > 0;
    return isRefused
      ? proposed(`parameter-${kind}`, `a ${place} parameter ${title}: <parameter>`, parameter(name, text))
      : [];
  });
}

function proposed(kind: string, title: string, preparation: Preparation | null): readonly Proposal[] {
  if (preparation === null) return [];
  return [{ kind, title, preparations: [preparation], causes: ['validation'], status: null }];
}
