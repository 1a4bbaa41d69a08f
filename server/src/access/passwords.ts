import { argon2, timingSafeEqual } from 'node:crypto';
import type { Random } from '@khop/shared/ids';

// OWASP's floor for argon2id: 19 MiB, two passes, one lane.
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const TAG_BYTES = 32;

type Cost = { memory: number; passes: number; parallelism: number };

function derive(password: string, nonce: Uint8Array, cost: Cost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const message = password.normalize('NFC');
    argon2('argon2id', { ...cost, message, nonce, tagLength: TAG_BYTES }, (error, tag) => {
      if (error) reject(error);
      else resolve(tag);
    });
  });
}

/** What a recovery code is known by: drawn at random, but short enough to be worth guessing. */
export async function deriveTag(word: string, salt: string): Promise<string> {
  return base64(await derive(word, Buffer.from(salt), COST));
}

/** The password as it is kept: `argon2id$memory$passes$parallelism$salt$tag`. Takes about 30 ms. */
export async function hashPassword(password: string, random: Random): Promise<string> {
  const salt = random(16);
  const tag = await derive(password, salt, COST);
  const parts = [COST.memory, COST.passes, COST.parallelism, base64(salt), base64(tag)];
  return `argon2id$${parts.join('$')}`;
}

/** Costs the same for a stored text that is no password at all, so that nobody learns who exists. */
export async function isPassword(kept: string | null, password: string): Promise<boolean> {
  const [, memory, passes, parallelism, salt = '', tag = ''] = (kept ?? NOBODY).split('$');
  const cost = {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  };
  const expected = Buffer.from(tag, 'base64');
  const found = await derive(password, Buffer.from(salt, 'base64'), cost);
  return kept !== null && expected.length === found.length && timingSafeEqual(expected, found);
}

const NOBODY = `argon2id$${COST.memory}$${COST.passes}$${COST.parallelism}$AAAAAAAAAAAAAAAAAAAAAA==$AA==`;

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
