import { readIdCard } from '@khop/shared/id-card';
import { describe, expect, it } from 'vitest';
import type { PersonRow } from '../tablet.ts';
import { judgeScan } from './scan-outcome.ts';

const today = '2026-11-21';
const row = (id: string, on: string | null = null): PersonRow => ({
  id,
  fullName: 'Nguyễn Thị Ánh',
  birthDate: { value: '1987-04-12', precision: 'day' },
  sex: 'female',
  numberTail: '4417',
  lastDose:
    on === null ? null : { ordinal: 1, vaccine: 'PFIZER', on, step: 'saved', dose: 'dose-1' },
  plan: null,
  observeFrom: null,
});
const nobody = { byNumber: [], byOldNumber: [] };
const whole = readIdCard(
  '027187004417|271450001|Nguyễn Thị Ánh|12041987|Nữ|Thôn Đông, Bình Lâm|10052021',
);
const damaged = readIdCard('027187004417||Nguy�n Th� �nh|12041987|N�|Th�n ��ng|10052021');
const masked = readIdCard('0271******17|NGUYEN THI ANH|1987-04-12|0|QID|EXT');
const insurance = readIdCard(
  'GD4790000000001|4e677579e1bb856e|12/04/1987|2|4e|79-001|-|01/01/2026|-|4f|e|x',
);

describe('[UX13] where a scan leads', () => {
  it('the only holder of the number is the person, and the card goes with them', () => {
    const outcome = judgeScan(whole, 'ab', { ...nobody, byNumber: [row('p1')] }, today);
    expect(outcome).toMatchObject({ kind: 'person', person: 'p1', isDoneToday: false });
    expect(outcome.kind === 'person' && outcome.card?.card.fullName).toBe('Nguyễn Thị Ánh');
  });

  it('[UX44] somebody who had a dose today is told apart', () => {
    const found = { ...nobody, byNumber: [row('p1', today)] };
    expect(judgeScan(whole, null, found, today)).toMatchObject({ isDoneToday: true });
    const earlier = { ...nobody, byNumber: [row('p1', '2026-10-28')] };
    expect(judgeScan(whole, null, earlier, today)).toMatchObject({ isDoneToday: false });
  });

  it('a card nobody holds begins a new person', () => {
    const outcome = judgeScan(whole, 'ab', nobody, today);
    expect(outcome).toMatchObject({ kind: 'new', seed: { scanned: { hash: 'ab' } } });
  });

  it('[I6] an old number alone decides nothing: a person chooses', () => {
    const outcome = judgeScan(whole, null, { byNumber: [], byOldNumber: [row('p2')] }, today);
    expect(outcome).toMatchObject({ kind: 'several', rows: [{ id: 'p2' }] });
  });

  it('two holders of one number: a person chooses', () => {
    const outcome = judgeScan(
      whole,
      null,
      { byNumber: [row('p1'), row('p2')], byOldNumber: [row('p1')] },
      today,
    );
    expect(outcome.kind === 'several' && outcome.rows.map((each) => each.id)).toEqual(['p1', 'p2']);
  });

  it('a number that stands for somebody else is never followed blindly', () => {
    const relative = {
      ...row('p3'),
      fullName: 'Phạm Văn Lộc',
      birthDate: { value: '1961-09-30', precision: 'day' as const },
    };
    const found = { ...nobody, byNumber: [relative] };
    expect(judgeScan(whole, null, found, today)).toMatchObject({
      kind: 'several',
      rows: [{ id: 'p3' }],
    });
    const misspelt = { ...relative, birthDate: row('p3').birthDate };
    expect(judgeScan(whole, null, { ...nobody, byNumber: [misspelt] }, today).kind).toBe('person');
  });

  it('[UX16] damaged text still finds the person by number, and gives no card to copy from', () => {
    const found = { ...nobody, byNumber: [row('p1')] };
    expect(judgeScan(damaged, null, found, today)).toMatchObject({ kind: 'person', card: null });
    expect(judgeScan(damaged, null, nobody, today)).toMatchObject({
      kind: 'refused',
      problem: 'text-damaged',
      seed: { scanned: { card: { number: '027187004417', fullName: null } } },
    });
  });

  it('[UX17] masked and insurance codes are refused by their name', () => {
    expect(judgeScan(masked, null, nobody, today)).toMatchObject({
      kind: 'refused',
      problem: 'masked',
    });
    expect(judgeScan(insurance, null, nobody, today)).toMatchObject({
      kind: 'refused',
      problem: 'health-insurance',
    });
  });
});
