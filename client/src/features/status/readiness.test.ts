import { describe, expect, it } from 'vitest';
import {
  judgeReadiness,
  judgeSpace,
  type ReadinessCheck,
  type ReadinessFacts,
} from './readiness.ts';

const nowMs = Date.parse('2026-11-21T00:00:00.000Z');
const hoursAgo = (hours: number) => new Date(nowMs - hours * 3_600_000).toISOString();

const ready: ReadinessFacts = {
  nowMs,
  isAsking: false,
  pulledAt: hoursAgo(1),
  isPulling: false,
  lots: 2,
  isScannerCached: true,
  isAppCached: true,
  storage: { persisted: true, usedBytes: 100, quotaBytes: 1000, room: 'kept' },
  skewMs: 4000,
  battery: { level: 0.74, isCharging: false },
  grantUntil: hoursAgo(-24),
};

function stateOf(check: ReadinessCheck, facts: Partial<ReadinessFacts>) {
  const judged = judgeReadiness({ ...ready, ...facts });
  return judged.lines.find((line) => line.check === check)?.state;
}

describe('[UX7] ready to leave', () => {
  it('a tablet with fresh lists, lots, scanner, space, time and power may go', () => {
    const judged = judgeReadiness(ready);
    expect(judged.isReady).toBe(true);
    expect(judged.lines.every((line) => line.state === 'ok')).toBe(true);
  });

  it('never pulled, or three days old, is no list to leave with', () => {
    expect(judgeReadiness({ ...ready, pulledAt: null }).isReady).toBe(false);
    expect(stateOf('lists', { pulledAt: hoursAgo(13) })).toBe('warn');
    expect(stateOf('lists', { pulledAt: hoursAgo(73) })).toBe('act');
    expect(stateOf('lists', { isPulling: true })).toBe('warn');
  });

  it('a machine that gives no answer is unknown: neither ready nor refused', () => {
    const mute = { isScannerCached: null, skewMs: null, battery: null };
    expect(stateOf('scanner', mute)).toBe('unknown');
    expect(stateOf('clock', mute)).toBe('unknown');
    expect(stateOf('battery', mute)).toBe('unknown');
    expect(judgeReadiness({ ...ready, ...mute }).isReady).toBe(true);
  });

  it('what is still being asked is neither ready nor told what to do about', () => {
    const asking = judgeReadiness({ ...ready, isAsking: true, lots: 0, isAppCached: null });
    expect(asking.isReady).toBe(null);
    const open = asking.lines.filter((line) => line.state !== 'ok');
    expect(open.map(({ check, state }) => `${check} ${state}`)).toEqual([
      'lots asking',
      'scanner asking',
      'app asking',
      'battery asking',
    ]);
    // What stands already is said at once.
    expect(judgeReadiness({ ...ready, isAsking: true, pulledAt: null }).isReady).toBe(false);
  });

  it('[UX11] a clock more than two minutes off is yellow and refuses nothing', () => {
    expect(stateOf('clock', { skewMs: 120_000 })).toBe('ok');
    expect(stateOf('clock', { skewMs: -120_001 })).toBe('warn');
    expect(judgeReadiness({ ...ready, skewMs: 600_000 }).isReady).toBe(true);
  });

  it('storage is yellow from 80 %, red from 95 %, red when the browser may clear it', () => {
    const at = (usedBytes: number | null) =>
      judgeSpace({ persisted: true, usedBytes, quotaBytes: 1000, room: null });
    expect([799, 800, 949, 950].map(at)).toEqual(['ok', 'warn', 'warn', 'act']);
    expect(at(null)).toBe('unknown');
    expect(judgeSpace({ ...ready.storage, room: 'none' })).toBe('act');
    expect(stateOf('persisted', { storage: { ...ready.storage, persisted: false } })).toBe('act');
  });

  it('battery: half is enough, a fifth is not; at the charger it does not matter', () => {
    const at = (level: number, isCharging = false) =>
      stateOf('battery', { battery: { level, isCharging } });
    expect([0.5, 0.49, 0.2, 0.19].map((level) => at(level))).toEqual(['ok', 'warn', 'warn', 'act']);
    expect(at(0.05, true)).toBe('ok');
  });

  it('rights must last the working day', () => {
    expect(stateOf('operator', { grantUntil: null })).toBe('act');
    expect(stateOf('operator', { grantUntil: hoursAgo(0) })).toBe('act');
    expect(stateOf('operator', { grantUntil: hoursAgo(-9) })).toBe('warn');
  });
});
