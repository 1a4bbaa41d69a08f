import { expect, test } from 'vitest';
import { runDrill } from './run-drill.ts';
import { runPlantedDrill } from './run-planted-drill.ts';

const small = { seed: 2, records: 200, before: 90, lost: 30, restore: 'real' as const };

test('[I3] what was acknowledged after the backup is back once, with no human step', async () => {
  const report = await runDrill({ ...small, copied: 0, added: 10 });
  expect(report).toMatchObject({ restored: 90, saved: 130, there: 130, broken: [] });
}, 60_000);

test('[I3] [I9] segments shorten what is missing, and no tablet misses what others recorded meanwhile', async () => {
  const report = await runDrill({ ...small, copied: 15, added: 60 });
  expect(report).toMatchObject({ restored: 105, saved: 180, there: 180, broken: [] });
}, 60_000);

const putBack = { ...small, records: 0, restore: 'naive' as const, copied: 0, added: 60 };

test('[I3] [I9] a database merely put back is found out by the first tablet that knows more', async () => {
  const report = await runDrill(putBack);
  expect(report).toMatchObject({ saved: 180, there: 180, broken: [] });
}, 60_000);

// Without a new epoch the entries come back all the same (a push beyond the head is answered with the
// head), but the tablets go on from cursors whose places now hold other records.
test('[I9] the control: an office that believes no tablet loses records from sight', async () => {
  const report = await runPlantedDrill(putBack, 'no tablet is believed');
  expect(report.there).toBe(180);
  expect(report.broken.join()).toContain('[I9]');
}, 60_000);
