import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Entry } from './entry.ts';
import type { Id } from './ids.ts';
import { foldEntry, type PersonRecord, type StoredRecord } from './record.ts';
import {
  type SampleJournal,
  sampleDose,
  sampleIdentity,
  sampleJournal,
  sampleRegistration,
} from './sample.ts';

const person = '01939c00-0000-7000-8000-000000000001';

function fold(entries: readonly Entry[], from: StoredRecord | null = null): StoredRecord | null {
  let record = from;
  for (const entry of entries) {
    const folded = foldEntry(record, entry);
    if ('record' in folded) record = folded.record;
  }
  return record;
}

function personOf(record: StoredRecord | null): PersonRecord {
  if (record?.type !== 'person') throw new Error('no person');
  return record;
}

function amend(journal: SampleJournal, basedOn: Id, changes: object): Entry {
  return journal.add('identity-amended', person, {
    basedOn,
    changes,
    origins: {},
    cardHash: null,
    reason: null,
  });
}

test('[R1] folding leaves the given record as it was', () => {
  const journal = sampleJournal(1);
  const before = fold([journal.add('person-registered', person, sampleRegistration())]);
  const copy = structuredClone(before);
  fold([journal.add('dose-recorded', person, { dose: sampleDose })], before);
  expect(before).toEqual(copy);
});

test('[R2] folding any entries again changes nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5), { maxLength: 12 }), fc.array(fc.nat(12)), (acts, again) => {
      const journal = sampleJournal(7);
      const entries: Entry[] = [journal.add('person-registered', person, sampleRegistration())];
      const first = entries[0]?.id ?? '';
      for (const act of acts) entries.push(someEntry(journal, act, first));
      const once = fold(entries);
      const repeated = again.flatMap((index) => entries[index] ?? []);
      expect(fold(repeated, once)).toEqual(once);
    }),
  );
});

function someEntry(journal: SampleJournal, act: number, dose: Id): Entry {
  switch (act) {
    case 0:
      return journal.add('dose-recorded', person, { dose: sampleDose });
    case 1:
      return journal.add('dose-voided', person, { dose, reason: 'nhập nhầm' });
    case 2:
      return amend(journal, dose, { fullName: 'Nguyễn Thị Hòa' });
    case 3:
      return journal.add('absence-noted', person, { on: '2026-11-21', site: 'site-1' });
    case 4:
      return journal.add('contact-amended', person, { changes: { phone: '0912345678' } });
    default:
      return journal.add('dose-planned', person, {
        on: '2026-11-21',
        site: 'site-1',
        ordinal: 1,
        vaccine: null,
      });
  }
}

test('[R3] a fact about nobody, a foreign type or an unknown dose is answered, not thrown', () => {
  const journal = sampleJournal(2);
  const dose = journal.add('dose-recorded', person, { dose: sampleDose });
  expect(foldEntry(null, dose)).toEqual({ problem: 'subject-unknown' });
  const record = fold([journal.add('person-registered', person, sampleRegistration())]);
  const voided = journal.add('dose-voided', person, { dose: dose.id, reason: 'nhầm người' });
  expect(foldEntry(record, voided)).toEqual({ problem: 'dose-unknown' });
  const session = journal.add('vial-opened', person, {
    vaccine: 'PFIZER',
    lot: 'FN5519',
    openedAt: '2026-11-21T01:00:00.000Z',
    doses: 6,
  });
  expect(foldEntry(record, session)).toEqual({ problem: 'subject-other-type' });
});

test('[R4] amendments of different fields from one version both apply', () => {
  const here = sampleJournal(3);
  const there = sampleJournal(4);
  const registered = here.add('person-registered', person, sampleRegistration());
  const name = amend(here, registered.id, { fullName: 'Nguyễn Thị Hoa' });
  const sex = amend(there, registered.id, { sex: 'male' });
  const record = personOf(fold([registered, name, sex]));
  expect(record.identity).toMatchObject({ fullName: 'Nguyễn Thị Hoa', sex: 'male' });
  expect(record.conflicts).toEqual([]);
});

test('[R4] amendments of one field from one version keep both values until a person decides', () => {
  const here = sampleJournal(3);
  const there = sampleJournal(4);
  const registered = here.add('person-registered', person, sampleRegistration());
  const ours = amend(here, registered.id, { fullName: 'Nguyễn Thị Hoa' });
  const theirs = amend(there, registered.id, { fullName: 'Nguyễn Thị Hòa' });
  const record = personOf(fold([registered, ours, theirs]));
  expect(record.identity.fullName).toBe('Nguyễn Thị Hoa');
  expect(record.conflicts).toEqual([{ field: 'fullName', kept: ours.id, other: theirs.id }]);
  expect(record.versions.map((version) => version.changes.fullName)).toEqual([
    sampleIdentity.fullName,
    'Nguyễn Thị Hoa',
    'Nguyễn Thị Hòa',
  ]);
});

test('[R4] two people who type the same value have no conflict', () => {
  const here = sampleJournal(3);
  const there = sampleJournal(4);
  const registered = here.add('person-registered', person, sampleRegistration());
  const ours = amend(here, registered.id, { fullName: 'Nguyễn Thị Hoa' });
  const theirs = amend(there, registered.id, { fullName: 'Nguyễn Thị Hoa' });
  expect(personOf(fold([registered, ours, theirs])).conflicts).toEqual([]);
});

test('[R4] the same birth date said with its parts in another order is no conflict', () => {
  const here = sampleJournal(3);
  const there = sampleJournal(4);
  const registered = here.add('person-registered', person, sampleRegistration());
  const ours = amend(here, registered.id, { birthDate: { value: '1991-01-02', precision: 'day' } });
  const theirs = amend(there, registered.id, {
    birthDate: { precision: 'day', value: '1991-01-02' },
  });
  expect(personOf(fold([registered, ours, theirs])).conflicts).toEqual([]);
});

test('[R3] half a letter in a name breaks no fold', () => {
  const here = sampleJournal(3);
  const there = sampleJournal(4);
  const registered = here.add('person-registered', person, sampleRegistration());
  const ours = amend(here, registered.id, { fullName: 'Nguyễn Thị Hoa' });
  const theirs = amend(there, registered.id, { fullName: 'Nguyễn Thị Hòa' });
  const torn = {
    ...theirs,
    body: { ...theirs.body, changes: { fullName: 'Nguy\ud800' } },
  } as Entry;
  expect(personOf(fold([registered, ours, torn])).conflicts).toHaveLength(1);
});

test('[R5] an amendment that has seen both values settles the conflict', () => {
  const here = sampleJournal(3);
  const there = sampleJournal(4);
  const registered = here.add('person-registered', person, sampleRegistration());
  const ours = amend(here, registered.id, { fullName: 'Nguyễn Thị Hoa' });
  const theirs = amend(there, registered.id, { fullName: 'Nguyễn Thị Hòa' });
  const decided = amend(here, theirs.id, { fullName: 'Nguyễn Thị Hòa' });
  const record = personOf(fold([registered, ours, theirs, decided]));
  expect(record.identity.fullName).toBe('Nguyễn Thị Hòa');
  expect(record.conflicts).toEqual([]);
});

test('[R6] a void keeps the dose and says who and why; the first void stands', () => {
  const journal = sampleJournal(5);
  const registered = journal.add('person-registered', person, sampleRegistration());
  const dose = journal.add('dose-recorded', person, { dose: sampleDose });
  const first = journal.add('dose-voided', person, { dose: dose.id, reason: 'nhầm người' });
  const second = journal.add('dose-voided', person, { dose: dose.id, reason: 'bấm hai lần' });
  const record = personOf(fold([registered, dose, first, second]));
  expect(record.doses).toHaveLength(1);
  expect(record.doses[0]?.voided).toMatchObject({ entry: first.id, reason: 'nhầm người' });
});

test('[R7] a tablet that lays its unsent entries over what it pulled sees what the office will', () => {
  const tablet = sampleJournal(8);
  const other = sampleJournal(9);
  const registered = tablet.add('person-registered', person, sampleRegistration());
  const dose = tablet.add('dose-recorded', person, { dose: sampleDose });
  const phone = other.add('contact-amended', person, { changes: { phone: '0900000000' } });
  const pulled = fold([registered, phone]);
  const seen = personOf(fold([registered, dose], pulled));
  const office = personOf(fold([registered, phone, dose]));
  expect(seen).toEqual(office);
});
