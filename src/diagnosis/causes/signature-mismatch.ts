import { byCodeOrWords, defineCause, type Finding, likely } from '../cause.ts';
import type { Facts } from '../facts/index.ts';
import { ofEither, wrong } from '../vocabulary.ts';

/** The signature doesn't fit the request. */
export const signatureMismatch = defineCause({
  name: 'signature-mismatch',
  summary:
    'The request’s signature does not fit the request: wrong secret, or something changed the request after it was signed.',
  side: 'client',
  reference: 'AWS SignatureDoesNotMatch; RFC 9421',
  runbook: 'invalid-credentials',
  category: 'authentication',
  class: 'retryable-after-change',
  next: [
    'Check that the secret belongs to the key id that is sent.',
    'Sign exactly what is sent: path encoding, order of the query, body bytes, Host and Content-Type.',
    'Look for a proxy that changes headers or the path on the way.',
  ],
  explanation:
    'The API recomputed the signature of our request and came to another one. Either the secret is not the current one, or something changes the request on its way; we compare both.',
  refines: ['credential-invalid', 'credentials-missing', 'access-refused'],
  examples: [
    {
      from: 'S3, an address that was signed for GET',
      request: 'HEAD /file?X-Amz-Signature=0a1b HTTP/1.1\nHost: a.s3.amazonaws.com\nAccept: */*',
      response: 'HTTP/1.1 403 Forbidden\nServer: AmazonS3\nContent-Type: application/xml\n\n',
    },
    {
      from: 'AWS',
      response:
        'HTTP/1.1 403 Forbidden\nx-amzn-RequestId: 7\nx-amzn-ErrorType: SignatureDoesNotMatch\nContent-Type: application/json\n\n{"message":"The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method."}',
    },
  ],
  find: (facts) =>
    facts.status === 401 || facts.status === 403 || facts.status === 400
      ? (byMethod(facts) ??
        byCodeOrWords(
          facts,
          /SignatureDoesNotMatch|InvalidSignature(Exception)?|signature_(invalid|mismatch)|AuthFailure\.Sign\w*/i,
          ofEither('sign(?:ature)?|hmac|digest', wrong),
          /(signature|hmac|digest)\b.{0,60}((does|did)( not|n't) match|mismatch|invalid|incorrect|not valid)|\bsign(ature)? (is )?(invalid|error|wrong|incorrect)\b|invalid sign\b|(hmac|signature) (validation|verification|check) failed|invalid (request )?signature|SignatureDoesNotMatch|(region|date|service|scope)( '[^']*')? is wrong; expecting\b/i,
        ))
      : null,
});

const signatures = /^(x-(amz|goog|oss|cos)-signature|signature|sig)$/i;

/** The method is signed with the address: one that was signed for GET answers no HEAD, and without a word. */
function byMethod({ status, request, words }: Facts): Finding | null {
  const signed = request.query.find(([name]) => signatures.test(name))?.[0];
  if (signed === undefined || request.method !== 'HEAD' || status !== 403 || words !== '') return null;
  return {
    ...likely(`the address carries ${signed}`, 'the method is HEAD, which was hardly signed'),
    next: [
      'Ask for the first byte instead of the headers alone: GET with Range: bytes=0-0.',
      'Or have the address signed for HEAD.',
      'If GET is refused as well, compare what was signed with what is sent.',
    ],
  };
}
