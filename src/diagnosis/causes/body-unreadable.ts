import { codeIn, defineCause, likely, proven, saidIn } from '../cause.ts';
import { readJson } from '../facts/answer.ts';

/** The API can't parse the body. */
export const bodyUnreadable = defineCause({
  name: 'body-unreadable',
  summary: 'The API cannot parse the body: it is not valid JSON (or whatever its Content-Type says).',
  side: 'client',
  reference: 'RFC 8259; RFC 9110 §15.5.1',
  runbook: 'malformed-request',
  category: 'validation',
  class: 'not-retryable',
  next: [
    'Run the exact body through a JSON parser; it names the place.',
    'Build the body with a JSON function instead of pasting text together: quotes and line breaks in values break it.',
    'Look for a comma too many, single quotes, NaN, or an unexpanded variable.',
  ],
  explanation:
    'What the workflow sends is not readable as JSON{where}, so the API refuses it unread. We build the body properly and test it with this input.',
  examples: [
    {
      from: 'FastAPI',
      request: 'POST /items HTTP/1.1\nHost: api.example.com\nContent-Type: application/json\n\n{"a": 1,}',
      response:
        'HTTP/1.1 422 Unprocessable Entity\nContent-Type: application/json\n\n{"detail":[{"type":"json_invalid","loc":["body",7],"msg":"JSON decode error","ctx":{"error":"Expecting property name enclosed in double quotes"}}]}',
    },
    {
      from: 'GitHub',
      response: 'HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{"message":"Problems parsing JSON"}',
    },
    {
      from: 'Express',
      response:
        'HTTP/1.1 400 Bad Request\nContent-Type: text/html\n\n<html><body><pre>SyntaxError: Unexpected token } in JSON at position 8</pre></body></html>',
    },
  ],
  find: (facts) => {
    const { status, request } = facts;
    if (status !== 400 && status !== 422) return null;
    const says = /json/i.test(request.headers['content-type'] ?? '') && request.text !== '';
    if (says && request.json === undefined && readJson(`[${request.text}]`) === undefined)
      return { ...proven('the body that was sent is not valid JSON'), values: { where: '' } };
    const code = codeIn(facts, codes);
    if (code !== null) return proven(`the answer's code is "${code}"`);
    const said = saidIn(facts, ...words);
    return said === null ? null : likely(`the answer says "${said}"`);
  },
});

const codes =
  /^((\w+_)?(bad|invalid|malformed|not)_json|json_invalid|invalid_?json|malformed_?json|json_?(parse|parser|parsing)_?(error|exception)|parse_?error|ParseError|x_content_parse_exception|SerializationException|MalformedJSON|malformed_?xml)$/i;
const words = [
  /problems parsing json|json (decode|parse|parsing) error(?!: (cannot|unrecognized))|unexpected (token|end of|character)[^·]{0,30}(json|code \d|was expecting|at line)/i,
  /(invalid|malformed) (json|xml)(?! payload received\. unknown)|json[^.·]{0,30}(could not|cannot) be (parsed|decoded)|not (a )?valid (json|xml)/i,
  /: invalid (request )?(body|payload)[.!]?$/i,
  /\b(body|payload|request|input|content|data) (must|should|has to|needs to) be (in |of )?(an? )?(valid|well-?formed) (json|xml)\b/i,
  /\b(snappy|gzip|zlib|zstd|deflate|brotli|lz4|avro|msgpack)\b: [^.·]{0,40}\b(corrupt\w*|invalid|bad|unexpected|error)\b|\bcorrupt(ed)? (input|body|payload|request)\b|\b(failed|unable|error|could not) (to )?(decompress|unzip|inflate)\w*|\bproto: [^.·]{0,40}\b(wire ?type|cannot parse|illegal tag|unexpected)/i,
  /malformed (request(?! https?:| syntax, invalid)|body|payload|input)\b|unparseable(?! (date|time))|(failed|unable|error|could ?n[o']t) (to )?(parse|parsing|decode|decoding|read|deserialize) (the )?(request|body|json|xml|payload|input|content|message)\b(?! body into the target)|unexpected token at '/i,
  /(failed|unable) to parse ['"`](?!\w+['"`] as)|failed to (parse|decode)(?! field)|syntax error[ :][^·]{0,80}(expected|unexpected)|was expecting (double-quote|comma|either)|invalid character '.{1,3}' (looking|in|after)/i,
];
