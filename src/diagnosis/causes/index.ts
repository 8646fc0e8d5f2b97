// Why calls fail: one file each. The order decides between causes that are equally sure: the special before the general.
import { abuseDetected } from './abuse-detected.ts';
import { accessRefused } from './access-refused.ts';
import { accountSuspended } from './account-suspended.ts';
import { addressMalformed } from './address-malformed.ts';
import { addressNotAllowed } from './address-not-allowed.ts';
import { answerCutOff } from './answer-cut-off.ts';
import { answerStalled } from './answer-stalled.ts';
import { bodyMissing } from './body-missing.ts';
import { bodyTooLarge } from './body-too-large.ts';
import { bodyUnreadable } from './body-unreadable.ts';
import { burstOverLimit } from './burst-over-limit.ts';
import { certificateExpired } from './certificate-expired.ts';
import { clientClosed } from './client-closed.ts';
import { clientGaveUp } from './client-gave-up.ts';
import { clockSkew } from './clock-skew.ts';
import { closedWithoutAnswer } from './closed-without-answer.ts';
import { concurrencyLimit } from './concurrency-limit.ts';
import { connectTimeout } from './connect-timeout.ts';
import { connectionRefused } from './connection-refused.ts';
import { connectionReset } from './connection-reset.ts';
import { credentialInvalid } from './credential-invalid.ts';
import { credentialNotFilledIn } from './credential-not-filled-in.ts';
import { credentialPasteError } from './credential-paste-error.ts';
import { credentialRotated } from './credential-rotated.ts';
import { credentialsMissing } from './credentials-missing.ts';
import { crossOriginBlocked } from './cross-origin-blocked.ts';
import { edgeFirewall } from './edge-firewall.ts';
import { edgeRateLimit } from './edge-rate-limit.ts';
import { explicitDeny } from './explicit-deny.ts';
import { fieldEmpty } from './field-empty.ts';
import { fieldNameMisspelt } from './field-name-misspelt.ts';
import { fieldUnknown } from './field-unknown.ts';
import { gatewayKeyRefused } from './gateway-key-refused.ts';
import { headersTooLarge } from './headers-too-large.ts';
import { hiddenFailure } from './hidden-failure.ts';
import { hiddenForbidden } from './hidden-forbidden.ts';
import { hostNotFound } from './host-not-found.ts';
import { idempotencyKeyReused } from './idempotency-key-reused.ts';
import { identifierNotFilledIn } from './identifier-not-filled-in.ts';
import { identifierOfWrongForm } from './identifier-of-wrong-form.ts';
import { inputTriggeredBug } from './input-triggered-bug.ts';
import { insufficientScope } from './insufficient-scope.ts';
import { lengthRequired } from './length-required.ts';
import { loginPage } from './login-page.ts';
import { methodNotAllowed } from './method-not-allowed.ts';
import { missingIntermediate } from './missing-intermediate.ts';
import { nameServerDown } from './name-server-down.ts';
import { networkLogin } from './network-login.ts';
import { networkUnreachable } from './network-unreachable.ts';
import { noHealthyUpstream } from './no-healthy-upstream.ts';
import { notAcceptable } from './not-acceptable.ts';
import { notFound } from './not-found.ts';
import { notSupported } from './not-supported.ts';
import { notYetVisible } from './not-yet-visible.ts';
import { originCertificate } from './origin-certificate.ts';
import { pageInsteadOfData } from './page-instead-of-data.ts';
import { passingServerError } from './passing-server-error.ts';
import { plannedMaintenance } from './planned-maintenance.ts';
import { protocolViolation } from './protocol-violation.ts';
import { providerOutage } from './provider-outage.ts';
import { proxyAsksForCredentials } from './proxy-asks-for-credentials.ts';
import { quotaExhausted } from './quota-exhausted.ts';
import { rateLimitAsForbidden } from './rate-limit-as-forbidden.ts';
import { redirectNotFollowed } from './redirect-not-followed.ts';
import { requestRejected } from './request-rejected.ts';
import { requestStillRunning } from './request-still-running.ts';
import { requestTooSlow } from './request-too-slow.ts';
import { requiredFieldMissing } from './required-field-missing.ts';
import { resourceDeleted } from './resource-deleted.ts';
import { resourceMissing } from './resource-missing.ts';
import { retriedTooEarly } from './retried-too-early.ts';
import { routeMissing } from './route-missing.ts';
import { routeMissingAsForbidden } from './route-missing-as-forbidden.ts';
import { schemeMismatch } from './scheme-mismatch.ts';
import { selfSignedCertificate } from './self-signed-certificate.ts';
import { serverError } from './server-error.ts';
import { serviceNotEnabled } from './service-not-enabled.ts';
import { serviceUnavailable } from './service-unavailable.ts';
import { sharedCredential } from './shared-credential.ts';
import { signatureMismatch } from './signature-mismatch.ts';
import { staleConnection } from './stale-connection.ts';
import { stateConflict } from './state-conflict.ts';
import { tlsHandshakeFailed } from './tls-handshake-failed.ts';
import { tokenExpired } from './token-expired.ts';
import { unknownFailure } from './unknown-failure.ts';
import { unreadableAnswer } from './unreadable-answer.ts';
import { unsendableHeader } from './unsendable-header.ts';
import { upstreamOverloaded } from './upstream-overloaded.ts';
import { upstreamTimeout } from './upstream-timeout.ts';
import { upstreamUnreachable } from './upstream-unreachable.ts';
import { urlTooLong } from './url-too-long.ts';
import { valueNotAllowed } from './value-not-allowed.ts';
import { valueOutOfBounds } from './value-out-of-bounds.ts';
import { wrongAudience } from './wrong-audience.ts';
import { wrongCertificateName } from './wrong-certificate-name.ts';
import { wrongCredentialPlace } from './wrong-credential-place.ts';
import { wrongDateFormat } from './wrong-date-format.ts';
import { wrongMediaType } from './wrong-media-type.ts';
import { wrongServer } from './wrong-server.ts';
import { wrongType } from './wrong-type.ts';

/** Every cause by its name, the special before the general. */
export const causes = {
  'identifier-not-filled-in': identifierNotFilledIn,
  'address-malformed': addressMalformed,
  'unsendable-header': unsendableHeader,
  'scheme-mismatch': schemeMismatch,
  'certificate-expired': certificateExpired,
  'self-signed-certificate': selfSignedCertificate,
  'missing-intermediate': missingIntermediate,
  'wrong-certificate-name': wrongCertificateName,
  'tls-handshake-failed': tlsHandshakeFailed,
  'connection-refused': connectionRefused,
  'host-not-found': hostNotFound,
  'name-server-down': nameServerDown,
  'connect-timeout': connectTimeout,
  'network-unreachable': networkUnreachable,
  'stale-connection': staleConnection,
  'answer-stalled': answerStalled,
  'answer-cut-off': answerCutOff,
  'protocol-violation': protocolViolation,
  'client-gave-up': clientGaveUp,
  'closed-without-answer': closedWithoutAnswer,
  'connection-reset': connectionReset,
  'proxy-asks-for-credentials': proxyAsksForCredentials,
  'network-login': networkLogin,
  'route-missing-as-forbidden': routeMissingAsForbidden,
  'edge-firewall': edgeFirewall,
  'edge-rate-limit': edgeRateLimit,
  'abuse-detected': abuseDetected,
  'retried-too-early': retriedTooEarly,
  'quota-exhausted': quotaExhausted,
  'rate-limit-as-forbidden': rateLimitAsForbidden,
  'shared-credential': sharedCredential,
  'concurrency-limit': concurrencyLimit,
  'clock-skew': clockSkew,
  'token-expired': tokenExpired,
  'wrong-audience': wrongAudience,
  'signature-mismatch': signatureMismatch,
  'credential-not-filled-in': credentialNotFilledIn,
  'credential-paste-error': credentialPasteError,
  'wrong-credential-place': wrongCredentialPlace,
  'insufficient-scope': insufficientScope,
  'address-not-allowed': addressNotAllowed,
  'account-suspended': accountSuspended,
  'service-not-enabled': serviceNotEnabled,
  'explicit-deny': explicitDeny,
  'gateway-key-refused': gatewayKeyRefused,
  'credentials-missing': credentialsMissing,
  'credential-rotated': credentialRotated,
  'credential-invalid': credentialInvalid,
  'cross-origin-blocked': crossOriginBlocked,
  'access-refused': accessRefused,
  'burst-over-limit': burstOverLimit,
  'wrong-media-type': wrongMediaType,
  'not-acceptable': notAcceptable,
  'method-not-allowed': methodNotAllowed,
  'length-required': lengthRequired,
  'body-too-large': bodyTooLarge,
  'url-too-long': urlTooLong,
  'headers-too-large': headersTooLarge,
  'wrong-server': wrongServer,
  'request-too-slow': requestTooSlow,
  'idempotency-key-reused': idempotencyKeyReused,
  'request-still-running': requestStillRunning,
  'body-missing': bodyMissing,
  'body-unreadable': bodyUnreadable,
  'identifier-of-wrong-form': identifierOfWrongForm,
  'field-name-misspelt': fieldNameMisspelt,
  'field-empty': fieldEmpty,
  'wrong-date-format': wrongDateFormat,
  'value-not-allowed': valueNotAllowed,
  'wrong-type': wrongType,
  'required-field-missing': requiredFieldMissing,
  'field-unknown': fieldUnknown,
  'value-out-of-bounds': valueOutOfBounds,
  'resource-deleted': resourceDeleted,
  'not-yet-visible': notYetVisible,
  'hidden-forbidden': hiddenForbidden,
  'resource-missing': resourceMissing,
  'route-missing': routeMissing,
  'hidden-failure': hiddenFailure,
  'not-found': notFound,
  'state-conflict': stateConflict,
  'request-rejected': requestRejected,
  'planned-maintenance': plannedMaintenance,
  'upstream-overloaded': upstreamOverloaded,
  'no-healthy-upstream': noHealthyUpstream,
  'upstream-timeout': upstreamTimeout,
  'upstream-unreachable': upstreamUnreachable,
  'origin-certificate': originCertificate,
  'client-closed': clientClosed,
  'not-supported': notSupported,
  'input-triggered-bug': inputTriggeredBug,
  'provider-outage': providerOutage,
  'passing-server-error': passingServerError,
  'server-error': serverError,
  'service-unavailable': serviceUnavailable,
  'login-page': loginPage,
  'redirect-not-followed': redirectNotFollowed,
  'page-instead-of-data': pageInsteadOfData,
  'unreadable-answer': unreadableAnswer,
  'unknown-failure': unknownFailure,
} as const;
