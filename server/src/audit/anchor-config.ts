import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import { StartTrouble } from '../start-trouble.ts';

const Setting = z.object({
  /** A folder outside of the database's machine; without it no anchors are written. */
  KHOP_ANCHOR_DIR: z.string().optional(),
  /** Seconds from one anchor to the next. */
  KHOP_ANCHOR_EVERY: z.coerce.number().int().min(1).max(86_400).default(3600),
  /** PEM of a private key (Ed25519 or EC) that signs each anchor. */
  KHOP_ANCHOR_KEY_FILE: z.string().optional(),
});

export type AnchorConfig = { dir: string; everyMs: number; key: KeyObject | null };

/** Null where no anchors are asked for. Throws StartTrouble, one sentence. */
export function readAnchorConfig(
  environment: Record<string, string | undefined>,
): AnchorConfig | null {
  const given = Object.entries(environment).filter(([, value]) => value !== '');
  const read = Setting.safeParse(Object.fromEntries(given));
  if (!read.success) {
    throw new StartTrouble('KHOP_ANCHOR_EVERY must be seconds from 1 to 86400.');
  }
  const { KHOP_ANCHOR_DIR: dir, KHOP_ANCHOR_EVERY, KHOP_ANCHOR_KEY_FILE } = read.data;
  if (dir === undefined) return null;
  const key = KHOP_ANCHOR_KEY_FILE === undefined ? null : readKey(KHOP_ANCHOR_KEY_FILE);
  return { dir: resolve(dir), everyMs: KHOP_ANCHOR_EVERY * 1000, key };
}

function readKey(file: string): KeyObject {
  try {
    return createPrivateKey(readFileSync(file));
  } catch (error) {
    throw new StartTrouble(
      'KHOP_ANCHOR_KEY_FILE cannot be read: make one with `openssl genpkey -algorithm ed25519`.',
      error,
    );
  }
}
