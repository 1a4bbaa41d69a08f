/** Tries of one account or address: `spent_until` lies ahead while tries are used up (access/limits.ts). */
export type TryLimitTable = { key: string; spent_until: number };

/** What an account proves itself with beside its password. */
export type FactorTable = {
  id: string;
  account: string;
  kind: 'totp' | 'passkey';
  /** As its owner calls it. */
  name: string;
  /** The shared secret of a TOTP in base32, or the public key of a passkey in base64url. */
  secret: string;
  /** Id of a passkey, and the host it was made for; null for a TOTP. */
  credential: string | null;
  host: string | null;
  /** The last time step a TOTP was taken for, or a passkey's own counter: neither goes back. */
  counter: number;
  created_at: number;
  seen_at: number;
  ended_at: number | null;
};

export type RecoveryCodeTable = {
  id: string;
  account: string;
  code_hash: string;
  used_at: number | null;
};

/** A sign-in that has the right password and still lacks something: opens nothing by itself. */
export type HalfSessionTable = {
  token_hash: string;
  account: string;
  agent: string;
  /** 1 once the second factor was proved. */
  has_factor: number;
  expires_at: number;
};

/** What the office said and waits to hear back: a challenge, or the secret of a TOTP being set up. */
export type CeremonyTable = {
  /** The hash of a half session's token, or the id of a session. */
  owner: string;
  kind: 'totp' | 'make-passkey' | 'ask-passkey';
  secret: string;
  expires_at: number;
};
