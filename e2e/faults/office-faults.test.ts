import { describe, expect, test, vi } from 'vitest';
import type { FaultRow } from './fault-table.ts';
import { runOfficeChecks } from './office-checks.ts';
import { FAKETIME, runOfficeClock } from './office-clock.ts';
import { runOfficeDiskBits } from './office-disk-bits.ts';
import { runOfficeDiskFull } from './office-disk-full.ts';
import { IO_PLANT, mayTrace, runOfficeDiskIo } from './office-disk-io.ts';
import { KILL_PLANT, runOfficeKill } from './office-kill.ts';
import { runOfficeNet } from './office-net.ts';
import { runPostgresKill } from './office-postgres-kill.ts';
import { POWER_PLANT, runOfficePower, whyNoPower } from './office-power.ts';
import { LOSSES } from './office-proxy.ts';

// A little of each rig, so that none of them rots. The figures of long runs are in results/office.md.

// Seconds on an idle machine; what else runs on it is no fault of the office.
vi.setConfig({ testTimeout: 300_000 });

const seed = 7;
const isRoot = process.getuid?.() === 0;
const held = { lostAcks: 0, lost: 0, doubled: 0, broken: [] } satisfies Partial<FaultRow>;

/**
 * A control mostly loses at the first blow. But it is broken office code: a run of it may stop at
 * another damage before any blow has met the window, and then says nothing.
 */
async function untilLost(run: (nth: number) => Promise<FaultRow>): Promise<FaultRow> {
  let row = await run(0);
  for (let nth = 1; nth < 8 && row.lostAcks === 0; nth++) row = await run(nth);
  return row;
}

describe('the office under faults', () => {
  test('[I2] [I4] killed while tablets send, it has what it acknowledged', async () => {
    expect(await runOfficeKill({ times: 3, seed })).toMatchObject({ ...held, faults: 3 });
  });

  test('[I2] the control: an office that acknowledges before the commit is found out', async () => {
    const { lostAcks, broken } = await untilLost((nth) =>
      runOfficeKill({ times: 5, seed: seed + nth, plant: KILL_PLANT }),
    );
    expect(lostAcks, broken.join('; ')).toBeGreaterThan(0);
  });

  test('[I2] [I4] PostgreSQL, a backend of it and the office on it are killed in turn', async () => {
    expect(await runPostgresKill({ times: 3, seed })).toMatchObject({ ...held, faults: 3 });
  });

  test('[I4] [I10] whatever class of bytes is lost, nothing is lost or doubled', async () => {
    const row = await runOfficeNet({ times: 2 * LOSSES.length, seed });
    expect(row).toMatchObject(held);
    for (const loss of LOSSES) expect(row.told).toContain(loss);
  });

  test.skipIf(!isRoot)('[I2] a disk full, or read-only: reads go on, pushes wait', async () => {
    const row = await runOfficeDiskFull({ times: 2, readOnly: 1, seed });
    expect(row).toMatchObject({ ...held, faults: 2 });
  });

  test('[I5] a flipped byte in a fact is found', async () => {
    expect(await runOfficeDiskBits({ times: 20, seed })).toMatchObject({ ...held, faults: 20 });
  });

  test.skipIf(!mayTrace())('[I2] after a failed fsync it stops and says so', async () => {
    const row = await runOfficeDiskIo({ times: 1, seed, calls: ['fsync'] });
    expect(row).toMatchObject({ ...held, faults: 1 });
    const control = await runOfficeDiskIo({ times: 1, seed, calls: ['fsync'], plant: IO_PLANT });
    expect(control.broken).toContain('went on after a failed fsync');
  });

  test.skipIf(FAKETIME === null)('[I17] killed between asked and recorded', async () => {
    expect(await runOfficeChecks({ times: 2, seed })).toMatchObject({ ...held, faults: 2 });
  });

  test.skipIf(FAKETIME === null)('[I12] no clock, however wrong, keeps a push away', async () => {
    expect(await runOfficeClock({ times: 2, seed })).toMatchObject({ ...held, faults: 2 });
  });
});

test.skipIf(whyNoPower(false) !== null)(
  '[I1] [I2] the power is cut: what was acknowledged is there, and the control loses',
  async () => {
    expect(await runOfficePower({ times: 3, seed })).toMatchObject({ ...held, faults: 3 });
    const { lostAcks, broken } = await untilLost((nth) =>
      runOfficePower({ times: 3, seed: seed + nth, plant: POWER_PLANT }),
    );
    expect(lostAcks, broken.join('; ')).toBeGreaterThan(0);
  },
);
