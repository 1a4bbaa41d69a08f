import { readIdCard } from '@khop/shared/id-card';
import { describe, expect, it } from 'vitest';
import type { ScannedCard } from '../../parts/person-draft.ts';
import {
  baseOfRecord,
  baseOfSeed,
  emptyBase,
  emptyValues,
  originsOf,
  overlayCard,
} from './person-values.ts';
import { contactChanges, identityChanges, readPerson } from './read-person.ts';

const today = '2026-11-21';

function scan(text: string): ScannedCard {
  const { card, warnings } = readIdCard(text);
  if (card === null) throw new Error('the sample card must be readable');
  return { card, warnings, hash: 'ab' };
}
const card = scan('027187004417|271450001|Nguyễn Thị Ánh|12041987|Nữ|Thôn Đông|10052021');

describe('[UX17] how a value came to be', () => {
  const base = baseOfSeed({ scanned: card, typed: null });

  it('what the card filled in is scanned', () => {
    expect(base.values).toMatchObject({
      fullName: 'Nguyễn Thị Ánh',
      day: '12',
      month: '04',
      year: '1987',
      sex: 'female',
      numberKind: 'personal-id',
      number: '027187004417',
      oldNumber: '271450001',
      address: 'Thôn Đông',
    });
    expect(originsOf(base.values, base)).toMatchObject({ fullName: 'scanned', number: 'scanned' });
  });

  it('editing a scanned value takes the card mark from this field alone', () => {
    const edited = { ...base.values, fullName: 'Nguyễn Thị Anh' };
    const origins = originsOf(edited, base);
    expect(origins.fullName).toBe('amended');
    expect(origins.birthDate).toBe('scanned');
    expect(originsOf({ ...edited, fullName: 'Nguyễn Thị Ánh ' }, base).fullName).toBe('scanned');
  });

  it('one box of the date makes the date amended; a zero before it does not', () => {
    expect(originsOf({ ...base.values, month: '05' }, base).birthDate).toBe('amended');
    expect(originsOf({ ...base.values, month: '4' }, base).birthDate).toBe('scanned');
  });

  it('what is typed into an empty form is typed, what stays empty has no origin', () => {
    const origins = originsOf({ ...emptyValues, fullName: 'Lý Bình' }, emptyBase);
    expect(origins).toEqual({ fullName: 'typed', nationality: 'typed' });
  });
});

describe('a card over somebody known', () => {
  const known = baseOfRecord({
    identity: {
      fullName: 'Nguyen Thi Anh',
      sex: 'female',
      birthDate: { value: '1987', precision: 'year' },
      number: { kind: 'cmnd', value: '271450001' },
      oldNumber: null,
      nationality: 'VN',
    },
    origins: { fullName: 'imported', number: 'typed' },
    phone: '0912345318',
    address: null,
    guardian: null,
  });

  it('brings its values and their origin, and leaves the contact alone', () => {
    const base = overlayCard(known, card);
    expect(base.values).toMatchObject({
      fullName: 'Nguyễn Thị Ánh',
      day: '12',
      phone: '0912345318',
    });
    expect(base.origins.fullName).toBe('scanned');
  });

  it('[UX16] a name a hand scanner may have garbled never replaces a known one', () => {
    const doubtful = { ...card, warnings: ['name-unconfirmed'] };
    expect(overlayCard(known, doubtful).values.fullName).toBe('Nguyen Thi Anh');
    expect(overlayCard(emptyBase, doubtful).values.fullName).toBe('Nguyễn Thị Ánh');
  });
});

describe('what was searched for begins the form', () => {
  it('a name without its trailing year, or a number', () => {
    expect(baseOfSeed({ scanned: null, typed: 'Lý Bình 1978' }).values.fullName).toBe('Lý Bình');
    expect(baseOfSeed({ scanned: null, typed: '027 187 004417' }).values.number).toBe(
      '027187004417',
    );
  });
});

describe('reading the form', () => {
  const whole = { ...emptyValues, fullName: ' nguyễn  thị ánh ', number: '027187004417' };

  it('nobody is turned away for lacking a number, a date or a sex', () => {
    const read = readPerson({ ...emptyValues, fullName: 'Y', numberKind: 'none' }, today);
    expect(read).toMatchObject({
      identity: { fullName: 'Y', number: null, birthDate: null, sex: null },
    });
  });

  it('[UX20] an unknown day or month stays unknown', () => {
    const year = readPerson({ ...whole, year: '1956' }, today);
    expect('identity' in year && year.identity.birthDate).toEqual({
      value: '1956',
      precision: 'year',
    });
  });

  it('says what is impossible at its field, all at once', () => {
    const read = readPerson(
      { ...emptyValues, day: '31', month: '02', year: '1990', number: '02195003162' },
      today,
    );
    expect('problems' in read && read.problems).toEqual({
      fullName: 'name-missing',
      birthDate: 'date-impossible',
      number: 'id-lost-zero',
      numberProposal: '002195003162',
    });
  });

  it('a birth date to come is impossible, this year is not', () => {
    const at = (year: string) => readPerson({ ...whole, year }, today);
    expect('problems' in at('2027')).toBe(true);
    expect('problems' in at('2026')).toBe(false);
  });

  it('a foreigner names the country; nothing is guessed for them', () => {
    const foreign = {
      ...whole,
      nationality: '',
      numberKind: 'passport' as const,
      number: 'C1234567',
    };
    const read = readPerson(foreign, today);
    expect('problems' in read && read.problems).toEqual({ nationality: 'nationality-missing' });
    expect('identity' in readPerson({ ...foreign, nationality: 'LA' }, today)).toBe(true);
  });

  it('nine digits under CCCD are asked about, not filed as something else', () => {
    const read = readPerson({ ...whole, number: '271450001' }, today);
    expect('problems' in read && read.problems.number).toBe('id-kind');
    const passport = readPerson({ ...whole, numberKind: 'passport', number: '271450001' }, today);
    expect('identity' in passport && passport.identity.number?.kind).toBe('passport');
  });

  it('only what differs travels', () => {
    const read = readPerson({ ...whole, year: '1987' }, today);
    if (!('identity' in read)) throw new Error('the sample form must be readable');
    const after = { ...read.identity, fullName: 'Nguyễn Thị Anh' };
    expect(identityChanges(read.identity, after)).toEqual({ fullName: 'Nguyễn Thị Anh' });
    expect(identityChanges(read.identity, { ...read.identity })).toEqual({});
    const canonical = { precision: 'year' as const, value: '1987' };
    expect(identityChanges({ ...read.identity, birthDate: canonical }, read.identity)).toEqual({});
    const contact = { address: null, phone: null, guardian: null };
    expect(contactChanges(contact, { ...contact, phone: '0912' })).toEqual({ phone: '0912' });
  });
});
