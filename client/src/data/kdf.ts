import type { KdfCost } from '../world.ts';
import type { Bytes } from './bytes.ts';

/** Argon2id (RFC 9106), one lane, 32 bytes. OWASP's floor is 19 MiB and two passes. */
export const USUAL_COST: KdfCost = { memoryKiB: 64 * 1024, passes: 3 };
const FLOOR: KdfCost = { memoryKiB: 19 * 1024, passes: 2 };
const FASTEST_MS = 800;
const SLOWEST_MS = 1500;
const MOST_PASSES = 12;

/** Runs in the register's worker: about a second of pure computing that must not stop the screen. */
export async function derive(pin: string, salt: Bytes, cost: KdfCost): Promise<Bytes> {
  const { argon2id } = await import('hash-wasm');
  const key = await argon2id({
    // The same PIN or passphrase typed on two keyboards is the same bytes.
    password: pin.normalize('NFKC'),
    salt,
    iterations: cost.passes,
    parallelism: 1,
    memorySize: cost.memoryKiB,
    hashLength: 32,
    outputType: 'binary',
  });
  return new Uint8Array(key);
}

/** A cost that takes 0.8–1.5 s on this device, from what the usual one took here; not below the floor. */
export function chooseCost(usualTookMs: number): KdfCost {
  const perUnit = Math.max(usualTookMs, 1) / (USUAL_COST.memoryKiB * USUAL_COST.passes);
  const msOf = (cost: KdfCost) => perUnit * cost.memoryKiB * cost.passes;
  let cost = USUAL_COST;
  while (msOf(cost) < FASTEST_MS && cost.passes < MOST_PASSES) {
    cost = { ...cost, passes: cost.passes + 1 };
  }
  if (msOf(cost) > SLOWEST_MS && cost.passes > FLOOR.passes) {
    cost = { ...cost, passes: FLOOR.passes };
  }
  while (msOf(cost) > SLOWEST_MS && cost.memoryKiB > FLOOR.memoryKiB) {
    cost = { ...cost, memoryKiB: Math.max(FLOOR.memoryKiB, Math.floor(cost.memoryKiB * 0.8)) };
  }
  return cost;
}
