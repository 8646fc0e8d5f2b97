import type { ErrorWords } from './error-words.ts';

/** What is wrong with a certificate, the special before the general. */
export const certificateWords: readonly ErrorWords[] = [
  {
    code: 'CERT_NOT_YET_VALID',
    phase: 'connect',
    says: [/certificate is not yet valid(?!:? current time .* is after)|CERT_NOT_YET_VALID|CertificateNotYetValid/i],
  },
  {
    code: 'CERT_HAS_EXPIRED',
    phase: 'connect',
    says: [
      /CERT_HAS_EXPIRED|CertificateExpiredException|certificate ('[^']*' )?(has )?expired(?! or not trusted)|certificate_expired|CertExpired|CertPathValidatorException: validity check failed/i,
      /invalid peer certificate: Expired|certificate chain: NotTimeValid|ssl_error_expired_cert/i,
      /curl: \(60\)[^\n]*expired(?! or not trusted)/i,
      /SEC_E_CERT_EXPIRED|CERT_E_EXPIRED|\b(0x)?(80090328|800b0101)\b/i,
    ],
  },
  {
    code: 'SELF_SIGNED_CERT_IN_CHAIN',
    phase: 'connect',
    says: [
      /SELF_SIGNED_CERT_IN_CHAIN|self[- ]signed certificate in (the )?certificate chain/i,
      /certificate chain: UntrustedRoot|not trusted by the trust provider|sec_error_unknown_issuer/i,
      /SEC_E_UNTRUSTED_ROOT|CERT_E_UNTRUSTEDROOT|\b(0x)?(80090325|800b0109)\b/i,
    ],
  },
  {
    code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    phase: 'connect',
    says: [
      /DEPTH_ZERO_SELF_SIGNED_CERT|self[- ]signed (ssl )?cert(ificate)?|certificate is self[- ]signed|selfsigned_peer/i,
      /x509: certificate signed by unknown authority|x509: .{1,120} certificate is not trusted/i,
    ],
  },
  {
    code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    phase: 'connect',
    says: [
      /UNABLE_TO_GET_ISSUER_CERT|unable to get (local )?issuer certificate|unable to locally verify the issuer/i,
      /PKIX path (building|validation) failed|UnknownIssuer|certificate chain: PartialChain|unknown_ca\b|unknown ca\b/i,
      /Trust anchor for certification path not found|valid certification path to requested target/i,
    ],
  },
  {
    code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    phase: 'connect',
    says: [
      /ERR_TLS_CERT_ALTNAME_INVALID|Hostname\/IP does not match|RemoteCertificateNameMismatch|host ?name mismatch/i,
      /host ?name .{1,120} (doesn't|does not) match|certificate subject name .{1,120} (doesn't|does not) match/i,
      /no alternative certificate subject name matches|No subject alternative .{0,60}(matching|name)|IP SANs|legacy Common Name/i,
      /SSLPeerUnverifiedException|certificate is valid for .{1,200}, not |not valid for '|no IP SANs|legacy Common Name/i,
      /certificate not valid for name|(Cert)?NotValidForName|hostname_check_failed|ssl_error_bad_cert_domain/i,
      /certificate's (host|owner) ?name|certificate common name .{1,80} doesn't match/i,
      /SEC_E_WRONG_PRINCIPAL|CERT_E_CN_NO_MATCH|\b(0x)?(80090322|800b010f)\b/i,
    ],
  },
  {
    code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    phase: 'connect',
    says: [
      /UNABLE_TO_VERIFY_LEAF_SIGNATURE|unable to verify the first certificate|remote certificate (is|was) (invalid|rejected)/i,
      /could not establish trust relationship|certificate verif(y|ication) failed|CERTIFICATE_VERIFY_FAILED/i,
      /curl: \((51|60|77)\)/i,
      /invalid peer certificate|NSURLErrorDomain Code=-120[234]|cannot verify .{1,120} certificate|bad_certificate: /i,
      /SSL peer certificate or SSH remote key|problem with the (local SSL certificate|SSL CA cert)/i,
      /SSL certificate problem|can't verify SSL peers|failed to verify (the )?certificate|unable to verify (the )?(server )?certificate/i,
      /peer's certificate issuer|server certificate verification failed|certificate (is )?not trusted/i,
    ],
  },
];

/** What hinders two sides from agreeing on encryption. */
export const handshakeWords: readonly ErrorWords[] = [
  {
    code: 'EPROTO',
    phase: 'connect',
    says: [
      /wrong[_ ]version[_ ]number|(?<![A-Za-z])EPROTO\b|ssl_error_rx_record_too_long|packet length too long/i,
      /http: server gave HTTP response to HTTPS client|does not look like a TLS handshake|plaintext connection\?/i,
      /unrecognized SSL message|unknown[_ ]protocol\b|http request.{0,20}https (port|server)/i,
      /(sslv3|tlsv1[_.\d]*|ssl\/tls|tls)[ _]alert\b|fatal alert: |handshake[_ ]?failure|HandshakeException|bad handshake/i,
      /remote error: tls: |tls: (handshake|no|unsupported|server|client|failed|bad)|no cipher suites in common/i,
      /could not create SSL\/TLS secure channel|sent a TLS alert|TLS handshake (failed|error)|ssl handshake (failed|error)/i,
      /EOF occurred in violation of protocol|terminated the handshake|unsupported[_ ]protocol\b(?! scheme)|no appropriate protocol/i,
      /NSURLErrorDomain Code=-1200|NSURLErrorDomain Code=-120[56]|curl: \((35|58|59)\)|tls_alert|no_shared_cipher/i,
      /cleartext (communication|http traffic)|mixed (active )?content\b|App Transport Security|insecure HTTP is not allowed|SSL connect error/i,
      /SSL connection could not be established[\s\S]{0,300}unexpected EOF or 0 bytes|Connection terminated during handshake/i,
      /\bSEC_E_[A-Z_]+|CRYPT_E_(NO_)?REVOCATION|\b(0x)?(800903[0-9a-f]{2}|8009201[23])\b|-21468930\d\d\b/i,
      /error trying to connect: decoding error|\bCorruptMessage\b|corrupt message of type InvalidContentType|do not possess a common algorithm/,
      /certificate required|required SSL certificate|dh key too small|unsafe legacy renegotiation|ca md too weak/i,
    ],
  },
];
