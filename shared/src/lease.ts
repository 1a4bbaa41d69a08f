import { Lease, type LeaseReply } from './protocol/enrol.ts';
import { fromInstant } from './time.ts';

const DAY_MS = 86_400_000;
/** [L1] What a stolen tablet that meets nobody may show at most. */
export const LEASE_MS = 7 * DAY_MS;

/** What the office last said of a tablet; `lease` only if its signature was proved. */
export type Standing = { state: LeaseReply['state']; lease: Lease | null };

/** Why a tablet shows nobody, or one operator nothing. */
export type Bar = 'waiting' | 'revoked' | 'lease-ended' | 'right-ended';

/** [L1] The lease in a text, whose signature is the caller's to prove; null: none for this tablet. */
export function readLease(text: string, device: string): Lease | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = Lease.safeParse(json);
  return parsed.success && parsed.data.device === device ? parsed.data : null;
}

/** [L1] [L4] [L5] Why nobody may unlock; null: those of the lease may. */
export function barOf(
  { state, lease }: Standing,
  reachedMs: number,
): Exclude<Bar, 'right-ended'> | null {
  if (state !== 'granted') return state;
  return lease !== null && reachedMs < fromInstant(lease.until) ? null : 'lease-ended';
}

/** [L3] */
export function mayUnlock({ lease }: Standing, operator: string): boolean {
  return lease?.operators.includes(operator) === true;
}

/** [L2] `usedMs`: how long the tablet was in use since `reachedMs` was written down. */
export function reached(reachedMs: number, usedMs: number, officeMs: number): number {
  return Math.max(reachedMs + Math.max(0, usedMs), officeMs);
}

/** [L6] `endedAtMs` null: not revoked. `madeAtMs`: by the tablet's clock as corrected. */
export function isAfterRevocation(endedAtMs: number | null, madeAtMs: number): boolean {
  return endedAtMs !== null && madeAtMs > endedAtMs;
}
