import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { seededRandom } from '@khop/shared/sample';
import { type FaultRow, isGood, writeRow } from './fault-table.ts';
import { type FieldTablet, openFieldTablet } from './field-tablet.ts';
import { judgeSaved, lookAt, lostAcks } from './office-check.ts';
import { makeOffice } from './office-process.ts';

// node e2e/faults/office-kill.ts --times N --seed S
//
// Three tablets record and send without a pause; at a random moment the office is killed with -9. Its
// file is read before anything is offered again, then the office is started and the tablets go on.

export type KillOptions = { times: number; seed: number; plant?: string };

export const KILL_PLANT = 'acknowledged before the commit';

export async function runOfficeKill({ times, seed, plant }: KillOptions): Promise<FaultRow> {
  const begun = performance.now();
  const chance = seededRandom(seed);
  const folder = mkdtempSync(join(tmpdir(), 'khop-kill-'));
  const office = await makeOffice(join(folder, 'data'), 3);
  const fields: FieldTablet[] = [];
  const row: FaultRow = {
    rig: 'office-kill',
    what: 'kill -9 of the office while three tablets record and send',
    seed,
    faults: 0,
    saved: 0,
    lostAcks: 0,
    lost: 0,
    doubled: 0,
    control: '-',
    broken: [],
    seconds: 0,
  };
  try {
    await office.start({ plant: plant ?? null });
    for (const [nth, invitation] of office.invitations.entries()) {
      const field = { seed: seed * 10 + nth, url: office.url, invitation, hurry: 4 };
      fields.push(await openFieldTablet(field));
    }
    for (; row.faults < times && isGood(row); row.faults++) {
      const shift = new AbortController();
      const work = fields.map((field) => field.work(shift.signal));
      await sleep(5 + chance.next() * 250);
      await office.kill();
      shift.abort();
      await Promise.all(work);
      for (const { tablet } of fields) await tablet.settled();
      const after = await lookAt(office.file);
      for (const { acks } of fields) row.lostAcks += lostAcks(acks, after.heads);
      row.broken.push(...after.broken);
      await office.start();
      await Promise.all(fields.map((field) => field.drain(5)));
      const waiting = fields.reduce((sum, { tablet }) => sum + tablet.status.get().waiting, 0);
      if (waiting > 0) row.broken.push(`[I10] ${waiting} entries still wait`);
      Object.assign(row, judgeSaved(fields, (await lookAt(office.file)).timesById));
    }
    row.saved = fields.reduce((sum, { saved }) => sum + saved.size, 0);
    if (fields.some(({ acks }) => acks.length === 0))
      row.broken.push('no acknowledgement was seen');
  } finally {
    for (const field of fields) await field.close();
    await office.kill();
    rmSync(folder, { recursive: true, force: true });
  }
  row.seconds = (performance.now() - begun) / 1000;
  return row;
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      times: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
    },
  });
  const asked = { times: Number(values.times), seed: Number(values.seed) };
  const control = await runOfficeKill({ ...asked, plant: KILL_PLANT });
  const row = await runOfficeKill(asked);
  row.control = `${KILL_PLANT}: ${control.lostAcks} lost in ${control.faults} kills`;
  if (control.lostAcks === 0) row.broken.push('void: the control lost nothing');
  console.log(JSON.stringify(row));
  writeRow(row);
  process.exit(isGood(row) ? 0 : 1);
}
