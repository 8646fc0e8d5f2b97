/** A code as a person would say it: `AuthorizationFailed`, `AUTHORIZATION_FAILED` and `authorization-failed` alike are "authorization failed". */
export function plainWords(code: string): string {
  return code
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replaceAll(/[_.:/#-]+/g, ' ')
    .trim()
    .toLowerCase();
}
