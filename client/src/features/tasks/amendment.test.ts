import type { Entry } from '@khop/shared/entry';
import { foldEntry, type PersonRecord, type StoredRecord } from '@khop/shared/record';
import { type sampleIdentity, sampleJournal, sampleRegistration } from '@khop/shared/sample';
import { describe, expect, it } from 'vitest';
import { amendmentOf, settlementOf, withCard } from './amendment.ts';

const person = '01939c00-0000-7000-8000-000000000001';

function fold(entries: Entry[]): PersonRecord {
  let record: StoredRecord | null = null;
  for (const entry of entries) {
    const folded = foldEntry(record, entry);
    if ('problem' in folded) throw new Error(folded.problem);
    record = folded.record;
  }
  if (record?.type !== 'person') throw new Error('no person');
  return record;
}

const card = {
  number: '001190000001',
  oldNumber: '012345678',
  fullName: 'Nguyễn Thị Hòa Kiểm Thử',
  birthDate: { value: '1990-02-09', precision: 'day' as const },
  sex: 'female' as const,
  address: null,
  issuedOn: null,
};

describe('amendmentOf', () => {
  const tablet = sampleJournal(3);
  const registered = tablet.add('person-registered', person, {
    ...sampleRegistration(),
    origins: { fullName: 'typed', birthDate: 'typed', sex: 'typed', number: 'scanned' },
  });
  const record = fold([registered]);

  it('a rescanned card writes what differs and what it confirms, all as scanned', () => {
    const body = amendmentOf(record, withCard(record.identity, card, 'ab'));
    expect(body).toEqual({
      basedOn: registered.id,
      changes: {
        fullName: card.fullName,
        sex: 'female',
        birthDate: card.birthDate,
        oldNumber: '012345678',
      },
      origins: {
        fullName: 'scanned',
        sex: 'scanned',
        birthDate: 'scanned',
        oldNumber: 'scanned',
      },
      cardHash: 'ab',
      reason: null,
    });
  });

  it('a date typed as it is kept changes nothing, in whatever order its parts stand', () => {
    const { value, precision } = record.identity.birthDate ?? card.birthDate;
    for (const birthDate of [
      { value, precision },
      { precision, value },
    ]) {
      const proposal = { identity: { ...record.identity, birthDate }, scanned: [], cardHash: null };
      expect(amendmentOf(record, proposal)).toBeNull();
    }
  });

  it('a card that says what is kept changes nothing: the registry would be asked the same', () => {
    const same = { ...card, oldNumber: null, fullName: null, birthDate: null };
    expect(amendmentOf(record, withCard(record.identity, same, null))).toBe(null);
  });

  it('[UX17] an edited value is amended, a value that was missing is typed', () => {
    const bare = { ...record, identity: { ...record.identity, sex: null } };
    const identity = { ...record.identity, fullName: 'Nguyễn Thị Hoa', sex: 'female' as const };
    expect(amendmentOf(bare, { identity, scanned: [], cardHash: null })?.origins).toEqual({
      fullName: 'amended',
      sex: 'typed',
    });
  });
});

describe('settlementOf', () => {
  const one = sampleJournal(1);
  const two = sampleJournal(2);
  const registered = one.add('person-registered', person, sampleRegistration());
  const amend = (journal: typeof one, changes: Partial<typeof sampleIdentity>) =>
    journal.add('identity-amended', person, {
      basedOn: registered.id,
      changes,
      origins: { fullName: 'amended' },
      cardHash: null,
      reason: null,
    });
  const left = amend(one, { fullName: 'Nguyễn Thị Hoa' });
  const right = amend(two, { fullName: 'Nguyễn Thị Hoàn' });

  it('[R5] either choice settles the conflict with the chosen value and its origin', () => {
    for (const [kept, name] of [
      [left, 'Nguyễn Thị Hoa'],
      [right, 'Nguyễn Thị Hoàn'],
    ] as const) {
      const record = fold([registered, left, right]);
      expect(record.conflicts).toHaveLength(1);
      const body = settlementOf(record, new Map([['fullName', kept.id]]));
      const settled = fold([registered, left, right, one.add('identity-amended', person, body)]);
      expect(settled.conflicts).toEqual([]);
      expect(settled.identity.fullName).toBe(name);
      expect(settled.origins.fullName).toBe('amended');
    }
  });
});
