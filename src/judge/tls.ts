import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dateOf } from '../clock.ts';
import type { TlsMaterial } from '../mock/index.ts';

/** A certificate authority of this run alone, and what the mock is served with by its word. */
export interface Authority {
  readonly server: TlsMaterial;
  /** Path of the authority's certificate (PEM): what a client has to trust. */
  readonly path: string;
  /** Takes the file away. */
  close(): Promise<void>;
}

const dayMs = 86_400_000;
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** Makes an authority and a certificate for this machine's own names; both hold for a week around `now`. */
export async function createAuthority(now: number): Promise<Authority> {
  // Its classes are only needed here, and it takes a while to load.
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  const makeKeys = () => crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const [authorityKeys, serverKeys] = await Promise.all([makeKeys(), makeKeys()]);
  const times = { notBefore: dateOf(now - dayMs), notAfter: dateOf(now + 7 * dayMs), signingAlgorithm: algorithm };
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Faultline judge, authority of one run',
    keys: authorityKeys,
    ...times,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  });
  const server = await x509.X509CertificateGenerator.create({
    subject: 'CN=localhost',
    issuer: authority.subject,
    publicKey: serverKeys.publicKey,
    signingKey: authorityKeys.privateKey,
    ...times,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '127.0.0.1' },
        { type: 'ip', value: '::1' },
      ]),
      await x509.AuthorityKeyIdentifierExtension.create(authorityKeys.publicKey),
      await x509.SubjectKeyIdentifierExtension.create(serverKeys.publicKey),
    ],
  });
  const folder = await mkdtemp(join(tmpdir(), 'faultline-judge-'));
  const path = join(folder, 'authority.pem');
  await writeFile(path, `${authority.toString('pem')}\n`);
  const key = x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', serverKeys.privateKey), 'PRIVATE KEY');
  return {
    server: { key, cert: server.toString('pem') },
    path,
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
