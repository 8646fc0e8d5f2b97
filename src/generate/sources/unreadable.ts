import { sampleContent } from '../../contract/index.ts';
import { bodyText, contentType, noBody } from '../preparations.ts';
import type { Preparation, Proposal, Subject } from '../proposal.ts';

const otherTypes = ['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'application/json'];

/** 400 and 415: a body that is missing, that can't be read, or of a type that nobody declared. */
export function fromUnreadable({ contract, operation }: Subject): readonly Proposal[] {
  const sample = sampleContent(operation, contract.document);
  if (sample === null) return [];
  const declared = [...(operation.requestBody?.content.keys() ?? [])];
  const other = otherTypes.find((type) => !declared.includes(type) && !declared.some((range) => covers(range, type)));
  return [
    ...(operation.requestBody?.required === true ? [proposal('no-body', 'the body is missing', noBody)] : []),
    ...(sample.mediaType.endsWith('json')
      ? [proposal('bad-json', 'the body is no JSON', bodyText('{"stops": "in the mid'))]
      : []),
    ...(other === undefined
      ? []
      : [proposal('media-type', 'the body is of a type that is not declared', contentType(other))]),
  ];
}

function covers(range: string, type: string): boolean {
  return range === '*/*' || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)));
}

function proposal(kind: string, title: string, preparation: Preparation): Proposal {
  return { kind, title, preparations: [preparation], causes: ['validation', 'media-type'], status: null };
}
