import { readIdCard } from '@khop/shared/id-card';
import type { Identity } from '@khop/shared/identity';
import { describe, expect, it } from 'vitest';
import { cardDifferences } from './card-differences.ts';

const { card, warnings } = readIdCard(
  '027187004417|271450001|Nguyễn Thị Ánh|12041987|Nữ|Thôn Đông|10052021',
);
if (card === null) throw new Error('the sample card must be readable');
const scanned = { card, warnings, hash: null };
const known: Identity = {
  fullName: 'Nguyễn Thị Ánh',
  sex: 'female',
  birthDate: { value: '1987-04-12', precision: 'day' },
  number: { kind: 'personal-id', value: '027187004417' },
  oldNumber: null,
  nationality: 'VN',
};
const how = (identity: Partial<Identity>, from = scanned) =>
  cardDifferences({ ...known, ...identity }, from).map(({ field, how }) => `${field}:${how}`);

describe('the card beside what is known', () => {
  it('the same is nothing to say', () => {
    expect(how({})).toEqual([]);
    expect(how({ fullName: 'NGUYỄN THỊ ÁNH' })).toEqual([]);
  });

  it('names each field and how it differs', () => {
    expect(how({ fullName: 'Nguyen Thi Anh' })).toEqual(['fullName:marks']);
    expect(how({ birthDate: { value: '1987-12-04', precision: 'day' } })).toEqual([
      'birthDate:swapped',
    ]);
    expect(how({ birthDate: { value: '1987', precision: 'year' } })).toEqual(['birthDate:coarser']);
    expect(how({ sex: 'male' })).toEqual(['sex:different']);
    expect(how({ number: { kind: 'cmnd', value: '271450001' } })).toEqual(['number:old-number']);
  });

  it('what is not known yet is worth taking from the card', () => {
    expect(how({ sex: null })).toEqual(['sex:missing']);
  });

  it('[UX16] a doubtful name and a silent card contradict nothing', () => {
    const doubtful = { ...scanned, warnings: ['name-unconfirmed'] };
    expect(how({ fullName: 'Lý Bình' }, doubtful)).toEqual([]);
    const silent = { ...scanned, card: { ...card, fullName: null, birthDate: null, sex: null } };
    expect(how({ fullName: 'Lý Bình', sex: 'male' }, silent)).toEqual([]);
  });
});
