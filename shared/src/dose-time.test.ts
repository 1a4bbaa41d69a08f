import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CLOCK_GRACE_MS, doubtOf, openDoubt, saidAt } from './dose-time.ts';
import type { Entry } from './entry.ts';
import { foldEntry, type PersonRecord, type StoredRecord } from './record.ts';
import { sampleDose, sampleJournal, sampleRegistration } from './sample.ts';
import { tasksOf } from './task.ts';
import { fromInstant, toInstant } from './time.ts';

const NOON = Date.parse('2026-11-21T05:00:00.000Z');
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const person = '01939c00-0000-7000-8000-000000000001';

const live = (injectedMs: number) => ({
  origin: 'live' as const,
  injectedAt: toInstant(injectedMs),
  vialOpenedAt: null,
});
const said = (atMs: number, skewMs: number | null) => ({ at: toInstant(atMs), skewMs });

function fold(entries: Entry[]): PersonRecord {
  let folded: StoredRecord | null = null;
  for (const entry of entries) {
    const next = foldEntry(folded, entry);
    if ('problem' in next) throw new Error(next.problem);
    folded = next.record;
  }
  if (folded?.type !== 'person') throw new Error('no person');
  return folded;
}

/** A registration and a dose, written while the tablet's clock had that error. */
function written(skewMs: number | null, changes: Partial<typeof sampleDose> = {}) {
  const tablet = sampleJournal(1);
  const registered = tablet.add('person-registered', person, sampleRegistration());
  const plain = tablet.add('dose-recorded', person, { dose: { ...sampleDose, ...changes } });
  const dose = { ...plain, recordedAt: { ...plain.recordedAt, skewMs } };
  return { tablet, dose, entries: [registered, dose] };
}

test('[T5] a live dose written down with a clock known to be right is never doubtful', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -CLOCK_GRACE_MS + 1, max: CLOCK_GRACE_MS - 1 }),
      fc.integer({ min: 0, max: DAY }),
      (skewMs, ago) => {
        expect(doubtOf(live(NOON - ago), said(NOON + skewMs, skewMs))).toBeNull();
      },
    ),
  );
});

test('[T5] off by ten minutes or more either way is doubtful, and the office’s time is offered', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: CLOCK_GRACE_MS, max: 4000 * DAY }),
      fc.constantFrom(1, -1),
      fc.integer({ min: -DAY, max: DAY }),
      (off, sign, from) => {
        const doubt = doubtOf(live(NOON + from), said(NOON + off * sign, off * sign));
        expect(doubt).toEqual({ why: 'clock-off', suggested: toInstant(NOON) });
      },
    ),
  );
});

test('[T5] an error nobody knew is doubtful and offers nothing; paper did not read that clock', () => {
  expect(doubtOf(live(NOON), said(NOON, null))).toEqual({ why: 'clock-unknown', suggested: null });
  const paper = { ...live(NOON - 30 * DAY), origin: 'paper' as const };
  expect(doubtOf(paper, said(NOON, null))).toBeNull();
  expect(doubtOf(paper, said(NOON + DAY, DAY))).toBeNull();
});

test('[T5] no dose is recorded before it is given, whatever its origin', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(
        'live' as const,
        'backfill' as const,
        'paper' as const,
        'self-declared' as const,
      ),
      fc.integer({ min: CLOCK_GRACE_MS, max: 4000 * DAY }),
      (origin, ahead) => {
        const doubt = doubtOf({ ...live(NOON + ahead), origin }, said(NOON, 0));
        expect(doubt?.why).toBe('in-future');
        expect(doubt?.suggested).toBe(origin === 'live' ? toInstant(NOON) : null);
      },
    ),
  );
});

test('[T5] a live dose lies after its vial and within a day of being recorded', () => {
  const vialOpenedAt = toInstant(NOON);
  const before = { ...live(NOON - 10 * MINUTE), vialOpenedAt };
  expect(doubtOf(before, said(NOON, 0))?.why).toBe('before-vial');
  expect(
    doubtOf({ ...before, injectedAt: toInstant(NOON - 9 * MINUTE) }, said(NOON, 0)),
  ).toBeNull();
  expect(doubtOf(live(NOON - DAY - 1), said(NOON, 0))?.why).toBe('long-before');
});

test('[T5] total: whatever the schema lets in is judged, and what is offered is an instant', () => {
  const anInstant = fc.oneof(
    fc.integer({ min: 0, max: 4e12 }).map(toInstant),
    fc.constantFrom(
      '0000-00-00T00:00:00.000Z',
      '2026-99-99T99:99:99.999Z',
      '9999-12-31T23:59:59.999Z',
    ),
  );
  assertTotal(anInstant);
});

function assertTotal(anInstant: fc.Arbitrary<string>) {
  const aDose = fc.record({
    origin: fc.constantFrom('live' as const, 'backfill' as const),
    injectedAt: anInstant,
    vialOpenedAt: fc.option(anInstant),
  });
  const aSaid = fc.record({ at: anInstant, skewMs: fc.option(fc.maxSafeInteger()) });
  fc.assert(
    fc.property(aDose, aSaid, (dose, by) => {
      const doubt = doubtOf(dose, by);
      if (doubt?.suggested) expect(toInstant(fromInstant(doubt.suggested))).toBe(saidAt(by));
      const { dose: recorded, entries } = written(by.skewMs, dose);
      const odd = { ...recorded, recordedAt: { ...recorded.recordedAt, ...by } };
      expect(tasksOf(fold([entries[0] ?? odd, odd])).length).toBe(doubt === null ? 0 : 1);
    }),
  );
}

test('[E8] a doubtful clock refuses nothing: the dose stands, and one task asks about its time', () => {
  const { dose, entries } = written(3 * 60 * MINUTE);
  const folded = fold(entries);
  expect(folded.doses[0]?.dose.injectedAt).toBe(sampleDose.injectedAt);
  expect(tasksOf(folded)).toEqual([
    {
      kind: 'time',
      id: `time:${person}:${dose.id}`,
      person,
      state: 'open',
      since: '2026-11-20T22:00:02.000Z',
      dose: dose.id,
      site: sampleDose.site,
      why: 'clock-off',
      recorded: sampleDose.injectedAt,
      suggested: '2026-11-20T22:00:02.000Z',
    },
  ]);
});

test('[T6] the time said once more settles it, also the same time; another change does not', () => {
  for (const [changes, isSettled] of [
    [{ injectedAt: sampleDose.injectedAt }, true],
    [{ injectedAt: '2026-11-20T22:00:00.000Z' }, true],
    [{ lot: 'FN5520' }, false],
  ] as const) {
    const { tablet, dose, entries } = written(null);
    const amended = tablet.add('dose-amended', person, {
      dose: dose.id,
      changes,
      reason: 'xem lại',
    });
    const [dosed] = fold([...entries, amended]).doses;
    if (dosed === undefined) throw new Error('no dose');
    expect(openDoubt(dosed) === null).toBe(isSettled);
  }
});

test('[T6] a voided dose asks for nothing, and the identity comes before the time', () => {
  const { tablet, dose, entries } = written(null);
  const noNumber = entries.map((entry) =>
    entry.kind === 'person-registered'
      ? { ...entry, body: { ...entry.body, identity: { ...entry.body.identity, number: null } } }
      : entry,
  );
  expect(tasksOf(fold(noNumber)).map(({ kind }) => kind)).toEqual(['incomplete', 'time']);
  const voided = tablet.add('dose-voided', person, { dose: dose.id, reason: 'nhầm người' });
  expect(tasksOf(fold([...entries, voided]))).toEqual([]);
});
