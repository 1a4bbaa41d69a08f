import { type Random, toHex } from '@khop/shared/ids';
import { seededRandom } from '@khop/shared/sample';
import type { Authenticator } from './authenticator.ts';
import type { Bytes } from './data/bytes.ts';

/**
 * An authenticator in software, by the contract of the real ones: a random secret for each credential
 * (CTAP 2.1 `hmac-secret`), HMAC-SHA-256 over the salt as WebAuthn 3 section 10.1.4 hashes it. Its
 * owner may refuse, and take a credential off its list.
 */
export type SampleAuthenticator = Authenticator & {
  hasPrf: boolean;
  owner: 'consents' | 'refuses';
  /** What the machine's own list of passkeys says. */
  listed(): string[];
  /** How often a finger was asked for. */
  asked: number;
  /** What happens while the finger is awaited. */
  meanwhile: () => Promise<void>;
};

export function makeSampleAuthenticator(random: Random = seededRandom(7)): SampleAuthenticator {
  const secrets = new Map<string, { secret: Bytes; name: string }>();
  const { subtle } = crypto;

  async function prf(secret: Bytes, salt: Bytes): Promise<Bytes> {
    const label = new TextEncoder().encode('WebAuthn PRF\0');
    const hashed = await subtle.digest('SHA-256', new Uint8Array([...label, ...salt]));
    const how = { name: 'HMAC', hash: 'SHA-256' };
    const key = await subtle.importKey('raw', secret, how, false, ['sign']);
    return new Uint8Array(await subtle.sign('HMAC', key, hashed));
  }

  const self: SampleAuthenticator = {
    hasPrf: true,
    owner: 'consents',
    asked: 0,
    meanwhile: async () => {},
    listed: () => [...secrets.values()].map(({ name }) => name),
    isThere: async () => true,
    async create(name) {
      self.asked += 1;
      await self.meanwhile();
      if (self.owner === 'refuses') return 'cancelled';
      if (!self.hasPrf) return 'useless';
      const credential = new Uint8Array(random(16));
      secrets.set(toHex(credential), { secret: new Uint8Array(random(32)), name });
      return credential;
    },
    async evaluate(credential, salt) {
      self.asked += 1;
      const kept = secrets.get(toHex(credential));
      await self.meanwhile();
      // A browser says both by one error.
      if (self.owner === 'refuses' || kept === undefined) return 'cancelled';
      return self.hasPrf ? prf(kept.secret, salt) : 'useless';
    },
    async forget(credential) {
      secrets.delete(toHex(credential));
    },
  };
  return self;
}
