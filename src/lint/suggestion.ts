/** Something that is missing from a document, and that an overlay can add. */
export type Suggestion =
  /** A response that an operation doesn't declare. */
  | { readonly kind: 'response'; readonly operation: string; readonly status: string }
  /** A header that a response doesn't declare; `response` is the pointer behind all references. */
  | { readonly kind: 'header'; readonly response: string; readonly header: HeaderName }
  /** The body that an error response doesn't declare. */
  | { readonly kind: 'body'; readonly response: string; readonly status: string };

export type HeaderName = 'Retry-After' | 'WWW-Authenticate' | 'Allow';
