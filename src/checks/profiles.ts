/** Which promises count, and how much. */
export interface Profile {
  readonly name: string;
  readonly summary: string;
  /** Ids of the checks that take part. */
  readonly checks: readonly string[];
  /** Ids of the practices whose breach counts as broken; a breach of any other one is a warning. */
  readonly raised: readonly string[];
  /** Attempts allowed for one call, the first try counted. */
  readonly maxAttempts: number;
  /** Judged over https too. */
  readonly tls?: boolean;
}

const all = [
  ...['N1', 'N2', 'N3', 'N4', 'N5', 'N6', 'M1', 'T1', 'T2', 'T3'],
  ...['W1', 'W2', 'W3', 'W4', 'W5', 'W6', 'W7', 'W8', 'W9', 'W10'],
  ...['B1', 'B2', 'B3', 'B4', 'C1', 'C2', 'C3', 'C4'],
  ...['P1', 'P2', 'P3', 'P4', 'K1', 'K2', 'K3'],
  ...['X1', 'X2', 'X3', 'X4', 'O1', 'O2', 'O3', 'D1', 'D2', 'G1', 'G2'],
];
const usual = ['N1', 'N4', 'N5', 'N6', 'M1', 'B1', 'B2', 'C1', 'W4', 'W5', 'X2', 'D1'];
const advised = ['N1', 'N2', 'N3', 'N4', 'T1', 'T2', 'W1', 'B1', 'C1', 'O1', 'O2', 'X2'];

/** Every profile by its name. */
export const profiles = {
  standard: {
    name: 'standard',
    summary: 'everything that the driver can show; what specifications ask for and what nobody disputes counts',
    checks: all,
    raised: usual,
    maxAttempts: 6,
  },
  reference: {
    name: 'reference',
    summary: 'what the troubleshooting reference advises, all of it as a promise',
    checks: advised,
    raised: advised,
    maxAttempts: 6,
  },
  strict: {
    name: 'strict',
    summary: 'every practice is a promise, and a failed automatic retry is not retried (RFC 9110 §9.2.2)',
    checks: all,
    raised: all,
    maxAttempts: 2,
  },
  cloud: {
    name: 'cloud',
    summary: 'as the big clouds ask of their SDKs: four attempts, jitter, a retry budget, stable bodies',
    checks: all,
    raised: [...usual, 'B3', 'C4', 'K2'],
    maxAttempts: 4,
  },
  soar: {
    name: 'soar',
    summary: 'what an automation platform needs: nothing done twice, waits kept, an end to trying, over https too',
    checks: [
      ...['N1', 'N2', 'N3', 'N4', 'N5', 'N6', 'T2', 'W1', 'W2', 'W3', 'W4', 'W5', 'W6'],
      ...['P1', 'P2', 'P3', 'P4', 'C1', 'C2', 'X2'],
    ],
    raised: usual,
    maxAttempts: 6,
    tls: true,
  },
} satisfies Readonly<Record<string, Profile>>;

export type ProfileName = keyof typeof profiles;
