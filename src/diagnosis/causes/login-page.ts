import { defineCause, fieldIn, proven } from '../cause.ts';

/** A login page instead of an answer. */
export const loginPage = defineCause({
  name: 'login-page',
  summary:
    'A login page came instead of the API’s answer: a session is expected, single sign-on stands before it, or the address is the web site’s.',
  side: 'client',
  reference: 'RFC 9110 §15.4.3 (302)',
  runbook: 'missing-authentication',
  category: 'authentication',
  class: 'retryable-after-change',
  next: [
    'Use the API’s own base URL, not that of its web site.',
    'Send the credential that the API expects; browsers’ cookies do not count.',
    'Ask whether single sign-on or a VPN stands before the API.',
  ],
  explanation:
    'Instead of data a login page came back, so the call reached a web site or a login in front of the API. We correct the address or the credential.',
  examples: [
    {
      from: 'single sign-on',
      request: 'GET /api/alerts HTTP/1.1\nHost: app.example.com\nAccept: */*',
      response:
        'HTTP/1.1 302 Found\nLocation: https://login.microsoftonline.com/common/oauth2/authorize?client_id=1\n\n',
    },
    {
      from: 'a session that ended',
      request: 'GET /api/alerts HTTP/1.1\nHost: app.example.com\nAccept: */*',
      response:
        'HTTP/1.1 200 OK\nContent-Type: text/html\n\n<!doctype html><html><head><title>Sign in</title></head><body><form action="/login"><input type="password"></form></body></html>',
    },
  ],
  find: (facts) => {
    const { status, answer } = facts;
    const location = fieldIn(facts, 'location');
    if (
      status !== null &&
      status >= 300 &&
      status < 400 &&
      location !== undefined &&
      /login|signin|sign-in|\bsso\b|saml|oauth2?\/authorize|\/auth\b|accounts\./i.test(location)
    )
      return proven(`Location: ${location.split('?')[0]}`);
    if (status === null || status >= 400 || answer?.isHtml !== true) return null;
    return /type=["']?password|<title>[^<]*(log ?in|sign ?in)/i.test(answer.text)
      ? proven('an HTML page with a login form, with a status of success')
      : null;
  },
});
