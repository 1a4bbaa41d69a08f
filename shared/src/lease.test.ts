import fc from 'fast-check';
import { expect, test } from 'vitest';
import { barOf, isAfterRevocation, LEASE_MS, mayUnlock, reached, readLease } from './lease.ts';
import type { Lease } from './protocol/enrol.ts';
import { toInstant } from './time.ts';

const START = Date.parse('2026-11-21T01:00:00.000Z');
const lease: Lease = {
  v: 1,
  device: 'device-1',
  issuedAt: toInstant(START),
  until: toInstant(START + LEASE_MS),
  operators: ['op-lan'],
};
const standing = { state: 'granted' as const, lease };

test('[L1] a lease is for its tablet and its time', () => {
  const text = JSON.stringify(lease);
  expect(readLease(text, 'device-1')).toEqual(lease);
  for (const other of ['', '{}', 'null', JSON.stringify({ ...lease, v: 2 })]) {
    expect(readLease(other, 'device-1')).toBeNull();
  }
  expect(readLease(text, 'device-2')).toBeNull();
  expect(barOf(standing, START + LEASE_MS - 1)).toBeNull();
  expect(barOf(standing, START + LEASE_MS)).toBe('lease-ended');
  expect(barOf({ state: 'granted', lease: null }, START)).toBe('lease-ended');
});

test('[L2] whatever is done to the clock, a lease lasts no longer than its days in use', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({ usedMs: fc.nat(86_400_000), wall: fc.integer({ min: -1e12, max: 1e12 }) }),
      ),
      (steps) => {
        let time = START;
        let used = 0;
        for (const { usedMs, wall } of steps) {
          const before = time;
          time = reached(time, usedMs, START + wall);
          used += usedMs;
          expect(time).toBeGreaterThanOrEqual(before);
        }
        if (used >= LEASE_MS) expect(barOf(standing, time)).toBe('lease-ended');
      },
    ),
  );
});

test('[L3] only those unlock whose right had not ended', () => {
  expect(mayUnlock(standing, 'op-lan')).toBe(true);
  expect(mayUnlock(standing, 'op-minh')).toBe(false);
});

test('[L4] [L5] waiting or revoked, nobody unlocks, lease or not', () => {
  expect(barOf({ state: 'waiting', lease }, START)).toBe('waiting');
  expect(barOf({ state: 'revoked', lease }, START)).toBe('revoked');
});

test('[L6] what was made before the revocation counts', () => {
  expect(isAfterRevocation(null, START)).toBe(false);
  expect(isAfterRevocation(START, START)).toBe(false);
  expect(isAfterRevocation(START, START + 1)).toBe(true);
});
