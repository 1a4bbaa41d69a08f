import { expect, test } from 'vitest';
import { runDrill } from './run-drill.ts';

const small = { seed: 2, records: 200, before: 90, lost: 30, restore: 'real' as const };

test('[I3] what was acknowledged after the backup is back once, with no human step', async () => {
  const report = await runDrill({ ...small, copied: 0, added: 10 });
  expect(report).toMatchObject({ restored: 90, saved: 130, there: 130, broken: [] });
}, 60_000);

test('[I3] [I9] segments shorten what is missing, and no tablet misses what others recorded meanwhile', async () => {
  const report = await runDrill({ ...small, copied: 15, added: 60 });
  expect(report).toMatchObject({ restored: 105, saved: 180, there: 180, broken: [] });
}, 60_000);

// Without a new epoch the entries come back all the same (a push beyond the head is answered with the
// head), but the tablets go on from cursors whose places now hold other records.
test('[I9] the control: a database merely put back loses records from sight', async () => {
  const report = await runDrill({ ...small, restore: 'naive', copied: 0, added: 60 });
  expect(report.there).toBe(180);
  expect(report.broken.join()).toContain('[I9]');
}, 60_000);
