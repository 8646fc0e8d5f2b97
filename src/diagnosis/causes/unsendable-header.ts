import { defineCause, proven, saidIn } from '../cause.ts';

/** The client refused to send a header. */
export const unsendableHeader = defineCause({
  name: 'unsendable-header',
  summary:
    'A header value holds a character that must not be sent, mostly a line break pasted with a key, so the client sent nothing.',
  side: 'client',
  reference: 'RFC 9110 §5.5; Node.js ERR_INVALID_CHAR',
  runbook: 'missing-authentication',
  category: 'authentication',
  class: 'retryable-after-change',
  next: [
    'Look at the credential in the configuration: remove line breaks, quotes and anything before or after it.',
    'Copy it again from the provider without the surrounding text; many editors add a line break at the end.',
    'Test it outside the platform with curl.',
  ],
  explanation:
    'The credential in the configuration holds a character that cannot be sent, most likely a line break from copying. We enter it again; nothing reached the API.',
  examples: [
    { from: 'Node.js', error: 'ERR_INVALID_CHAR: Invalid character in header content ["X-API-Key"]', phase: 'connect' },
    {
      from: 'Python requests',
      error:
        "InvalidHeader: Invalid leading whitespace, reserved character(s), or return character(s) in header value: 'abc\\n'",
      phase: 'connect',
    },
  ],
  find: (facts) => {
    const { code } = facts;
    if (code === 'ERR_INVALID_CHAR' || code === 'INVALIDHEADER') return proven(`error code ${code}`);
    const said = saidIn(
      facts,
      /invalid (character in header|\S+ header\b|header value|leading whitespace)|illegal header value/i,
    );
    return said === null || facts.answer !== null ? null : proven(`the error says "${said}"`);
  },
});
