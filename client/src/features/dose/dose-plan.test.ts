import type { LotRecord, PersonRecord, SessionRecord } from '@khop/shared/record';
import { foldEntry } from '@khop/shared/record';
import { sampleDose, sampleJournal, sampleRegistration } from '@khop/shared/sample';
import { describe, expect, it } from 'vitest';
import { emptyDraft } from './dose-draft.ts';
import {
  doseOf,
  isExpectedOn,
  mainActOf,
  overriddenOf,
  planDose,
  standingDoses,
} from './dose-plan.ts';

const today = '2026-11-21';
const nowMs = Date.parse('2026-11-21T02:00:00.000Z');
const said = {
  entry: '018f0000-0000-7000-8000-000000000002',
  at: '2026-11-21T01:10:00.000Z',
  skewMs: 0,
  operator: 'op-1',
  journal: '0'.repeat(32),
};
const session: SessionRecord = {
  type: 'session',
  id: '018f0000-0000-7000-8000-00000000000a',
  applied: [],
  opened: said,
  site: 'site-1',
  point: 'Nhà văn hóa thôn Đông',
  on: today,
  vaccine: 'PFIZER',
  lot: 'FN5519',
  expiresOn: '2027-02-28',
  vaccinator: 'op-1',
  screener: 'op-2',
  vials: [],
  closed: null,
};
const lot: LotRecord = {
  type: 'lot',
  id: '018f0000-0000-7000-8000-00000000000b',
  applied: [],
  site: 'site-1',
  vaccine: 'PFIZER',
  lot: 'FN5519',
  expiresOn: '2027-02-28',
  receivedOn: '2026-10-01',
  doses: 600,
};

function personWith(doses: { on: string; vaccine?: string; ordinal?: number; voided?: boolean }[]) {
  const journal = sampleJournal(7);
  const id = journal.newId();
  const entries = [journal.add('person-registered', id, sampleRegistration())];
  for (const [index, given] of doses.entries()) {
    const entry = journal.add('dose-recorded', id, {
      dose: {
        ...sampleDose,
        ordinal: given.ordinal ?? index + 1,
        vaccine: given.vaccine ?? 'PFIZER',
        injectedAt: `${given.on}T02:00:00.000Z`,
      },
    });
    entries.push(entry);
    if (given.voided) {
      entries.push(journal.add('dose-voided', id, { dose: entry.id, reason: 'nhầm người' }));
    }
  }
  let record: PersonRecord | null = null;
  for (const entry of entries) {
    const folded = foldEntry(record, entry);
    if ('problem' in folded || folded.record.type !== 'person') throw new Error('must fold');
    record = folded.record;
  }
  if (record === null) throw new Error('must fold');
  return record;
}

const plan = (record: PersonRecord, draft = emptyDraft, on = session, lots = [lot]) =>
  planDose(record, on, draft, lots, today);

describe('which dose, and what speaks against it', () => {
  it('a first dose of a known lot is dose 1 without a word', () => {
    expect(plan(personWith([]))).toMatchObject({ ordinal: 1, warnings: [], previous: null });
  });

  it('a second dose after the interval says how many days have passed', () => {
    const { ordinal, warnings, previous } = plan(personWith([{ on: '2026-10-28' }]));
    expect({ ordinal, warnings }).toEqual({ ordinal: 2, warnings: [] });
    expect(previous).toMatchObject({ days: 24, minDays: 21 });
  });

  it('after the primary course no interval of it is claimed', () => {
    const { previous } = plan(personWith([{ on: '2026-01-10' }, { on: '2026-03-10' }]));
    expect(previous).toMatchObject({ minDays: null });
  });

  it('[UX22] too soon, another vaccine, a bad lot: each a code that wants a reason', () => {
    const record = personWith([{ on: '2026-11-10', vaccine: 'ABDALA' }]);
    const on = { ...session, lot: 'UNKNOWN', expiresOn: null };
    const { warnings, unanswered } = plan(record, emptyDraft, on);
    expect(warnings.map((each) => each.code)).toEqual(['too-soon', 'mixing', 'lot-unknown']);
    expect(unanswered).toHaveLength(3);
    const reasons = {
      'too-soon': 'Bác sĩ chỉ định',
      mixing: 'Bác sĩ chỉ định',
      'lot-unknown': 'x',
    };
    expect(plan(record, { ...emptyDraft, reasons }, on).unanswered).toEqual([]);
  });

  it('a voided dose is no dose: the order and the interval begin anew', () => {
    const record = personWith([{ on: '2026-11-20', voided: true }]);
    expect(standingDoses(record)).toEqual([]);
    expect(plan(record)).toMatchObject({ ordinal: 1, warnings: [] });
  });

  it('an order that is already taken is said, whoever recorded it', () => {
    const record = personWith([{ on: '2026-10-01', ordinal: 2 }]);
    expect(plan(record).warnings).toContainEqual({ code: 'order-taken', on: '2026-10-01' });
    expect(plan(record, { ...emptyDraft, ordinal: 3 }).warnings).toEqual([]);
  });

  it('a dose already given today is said before the needle', () => {
    const codes = plan(personWith([{ on: today }])).warnings.map((each) => each.code);
    expect(codes).toContain('same-day');
  });
});

describe('who is expected today', () => {
  const expected = { on: today, site: 'site-1', ordinal: 2, vaccine: 'PFIZER', absent: false };
  const planned = (plan = expected, doses: { on: string }[] = []) => ({
    ...personWith(doses),
    plans: [plan],
  });

  it('planned here for today, not absent, not yet vaccinated', () => {
    expect(isExpectedOn(planned(), 'site-1', today)).toBe(true);
    expect(isExpectedOn(planned({ ...expected, absent: true }), 'site-1', today)).toBe(false);
    expect(isExpectedOn(planned({ ...expected, site: 'site-2' }), 'site-1', today)).toBe(false);
    expect(isExpectedOn(planned({ ...expected, on: '2026-11-20' }), 'site-1', today)).toBe(false);
    expect(isExpectedOn(planned(expected, [{ on: today }]), 'site-1', today)).toBe(false);
  });
});

describe('the main act', () => {
  const fine = { unanswered: [] };
  const warned = { unanswered: [{ code: 'too-soon' as const }] };

  it('waits for the outcome, then for what is impossible, then for reasons', () => {
    expect(mainActOf({ outcome: null }, warned, ['pulse'])).toBe('choose-outcome');
    expect(mainActOf({ outcome: 'eligible' }, warned, ['pulse'])).toBe('fix-measures');
    expect(mainActOf({ outcome: 'eligible' }, warned, [])).toBe('give-reasons');
    expect(mainActOf({ outcome: 'caution' }, fine, [])).toBe('record-dose');
  });

  it('[UX22] after Trì hoãn or Chống chỉ định it records that no dose was given, whatever is warned', () => {
    expect(mainActOf({ outcome: 'defer' }, warned, [])).toBe('record-no-dose');
    expect(mainActOf({ outcome: 'contraindicated' }, fine, [])).toBe('record-no-dose');
  });
});

describe('the dose that is written down', () => {
  it('takes everything from the session and the plan, and the time from the clock', () => {
    const record = personWith([{ on: '2026-10-28' }]);
    const dose = doseOf(plan(record), session, emptyDraft, null, said.at, nowMs);
    expect(dose).toMatchObject({
      ordinal: 2,
      vaccine: 'PFIZER',
      lot: 'FN5519',
      expiresOn: '2027-02-28',
      vialOpenedAt: said.at,
      injectedAt: '2026-11-21T02:00:00.000Z',
      site: 'site-1',
      session: session.id,
      vaccinator: 'op-1',
      screener: 'op-2',
      overridden: [],
      origin: 'live',
    });
  });

  it('carries only the reasons of warnings that stood', () => {
    const reasons = { 'too-soon': 'Bác sĩ chỉ định', gone: 'x' };
    expect(overriddenOf([{ code: 'too-soon' }, { code: 'mixing' }], reasons)).toEqual([
      { code: 'too-soon', reason: 'Bác sĩ chỉ định' },
    ]);
  });
});
