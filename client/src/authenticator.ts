import { toBase64 } from '@khop/shared/base64';
import type { Random } from '@khop/shared/ids';
import type { Bytes } from './data/bytes.ts';

/** Why nothing came of it: the person would not, or this authenticator cannot. */
export type NoAnswer = 'cancelled' | 'useless';

/**
 * What is built into the machine and tells its owner by finger, face or screen lock, with WebAuthn's
 * PRF: secrets that it computes and never keeps outside of itself. Needs no connection.
 */
export type Authenticator = {
  /** Asked each time: a screen lock may have been set up since. */
  isThere(): Promise<boolean>;
  /** Makes a credential and answers its id; `name` stands in the machine's own list of passkeys. */
  create(name: string): Promise<Bytes | NoAnswer>;
  /** 32 bytes: always the same for this credential and this salt, and unlike all others. */
  evaluate(credential: Bytes, salt: Bytes): Promise<Bytes | NoAnswer>;
  /** Says that a credential is of no use any more; the machine may then take it off its list. */
  forget(credential: Bytes): Promise<void>;
};

const MINUTE = 60_000;

/** ES256, and RS256 for Windows. Nothing is ever verified: only the PRF is of use here. */
const ALGORITHMS = [-7, -257].map((alg) => ({ type: 'public-key' as const, alg }));

/** The browser's. */
export function browserAuthenticator(random: Random): Authenticator {
  const fresh = (length: number) => new Uint8Array(random(length));
  const rpId = location.hostname;
  return {
    async isThere() {
      if (typeof PublicKeyCredential === 'undefined') return false;
      return PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable();
    },
    create: (name) =>
      ask(async () => {
        const made = await navigator.credentials.create({
          publicKey: {
            rp: { id: rpId, name: 'Khớp' },
            user: { id: fresh(16), name, displayName: name },
            challenge: fresh(32),
            pubKeyCredParams: ALGORITHMS,
            attestation: 'none',
            timeout: MINUTE,
            authenticatorSelection: {
              // Another's phone or key would want a network, or be left at home.
              authenticatorAttachment: 'platform',
              // Not needed; Android computes a PRF for discoverable credentials only.
              residentKey: 'preferred',
              userVerification: 'required',
            },
            extensions: { prf: {} },
          },
        });
        if (!(made instanceof PublicKeyCredential)) return 'useless';
        const credential = new Uint8Array(made.rawId);
        // Only a plain "no" is one: some can first say so when they are asked to compute.
        if (made.getClientExtensionResults().prf?.enabled !== false) return credential;
        await forget(credential);
        return 'useless';
      }),
    evaluate: (credential, salt) =>
      ask(async () => {
        const shown = await navigator.credentials.get({
          publicKey: {
            rpId,
            challenge: fresh(32),
            timeout: MINUTE,
            userVerification: 'required',
            allowCredentials: [{ type: 'public-key', id: credential, transports: ['internal'] }],
            extensions: { prf: { eval: { first: salt } } },
          },
        });
        if (!(shown instanceof PublicKeyCredential)) return 'useless';
        const first = shown.getClientExtensionResults().prf?.results?.first;
        return first instanceof ArrayBuffer ? new Uint8Array(first) : 'useless';
      }),
    forget,
  };

  async function forget(credential: Bytes): Promise<void> {
    const credentialId = toBase64(credential);
    // Chrome 132 and later; elsewhere it stays on the machine's list and opens nothing.
    if (!('signalUnknownCredential' in PublicKeyCredential)) return;
    await ask(async () => {
      await PublicKeyCredential.signalUnknownCredential({ rpId, credentialId });
      return 'useless';
    });
  }
}

/** Browsers answer a person who would not, and time that ran out, by one error. */
async function ask<T>(question: () => Promise<T>): Promise<T | NoAnswer> {
  try {
    return await question();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return ['NotAllowedError', 'AbortError'].includes(error.name) ? 'cancelled' : 'useless';
  }
}
