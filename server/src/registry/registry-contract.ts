import type { FourFields } from '@khop/shared/identity';
import { expect, test } from 'vitest';
import type { Citizen } from './match.ts';
import type { Answer, Question, Registry } from './registry.ts';

/** Synthetic citizens every registry under contract is filled with. */
export const CITIZENS: readonly Citizen[] = [
  {
    number: '066190000011',
    oldNumber: '240000011',
    fullName: 'Nguyễn Thị Hoà',
    sex: 'female',
    birthDate: { value: '1990-09-02', precision: 'day' },
  },
  {
    number: '066055000012',
    oldNumber: null,
    fullName: "H'Hen Êban",
    sex: 'male',
    birthDate: { value: '1955', precision: 'year' },
  },
  {
    number: null,
    oldNumber: '240000013',
    fullName: 'Đặng Văn Cả',
    sex: 'male',
    birthDate: { value: '1941-03-04', precision: 'day' },
  },
];

/** What this road to the population database can tell apart. */
export type Sight = { sex: boolean; marks: boolean };

const FIRST: FourFields = {
  fullName: 'Nguyễn Thị Hoà',
  sex: 'female',
  birthDate: { value: '1990-09-02', precision: 'day' },
  number: { kind: 'personal-id', value: '066190000011' },
};

function question(index: number, fields: Partial<FourFields>): Question {
  const id = `01939c00-0000-7000-8000-${String(index).padStart(12, '0')}`;
  return { id, fields: { ...FIRST, ...fields }, officer: 'op-1' };
}

/**
 * What every registry promises. `open` gives one that holds `CITIZENS`; `openDead` one whose world
 * is down.
 */
export function registryContract(
  name: string,
  sight: Sight,
  open: () => Promise<Registry>,
  openDead: () => Promise<Registry>,
): void {
  async function outcomesOf(...batch: Question[]): Promise<Answer['outcome'][]> {
    const registry = await open();
    const answers = await registry.check(batch, new AbortController().signal);
    return batch.map((each) => {
      const own = answers.filter((answer) => answer.id === each.id);
      expect(own).toHaveLength(1);
      return own[0]?.outcome ?? 'error';
    });
  }
  const outcomeOf = async (fields: Partial<FourFields>) =>
    (await outcomesOf(question(1, fields)))[0];

  test(`${name}: four equal fields match`, async () => {
    expect(await outcomeOf({})).toBe('match');
  });

  test(`${name}: [N3] the other place of a tone mark is the same name`, async () => {
    expect(await outcomeOf({ fullName: 'NGUYỄN THỊ HÒA' })).toBe('match');
  });

  test(`${name}: another name, birth date or number is a mismatch`, async () => {
    expect(await outcomeOf({ fullName: 'Nguyễn Thị Hoàn' })).toBe('mismatch');
    expect(await outcomeOf({ birthDate: { value: '1990-02-09', precision: 'day' } })).toBe(
      'mismatch',
    );
    const number = { kind: 'personal-id' as const, value: '066190000099' };
    expect(await outcomeOf({ number })).toBe('mismatch');
  });

  test(`${name}: another sex is ${sight.sex ? 'a mismatch' : 'not seen'}`, async () => {
    expect(await outcomeOf({ sex: 'male' })).toBe(sight.sex ? 'mismatch' : 'match');
  });

  test(`${name}: a name without its marks is ${sight.marks ? 'a mismatch' : 'not seen'}`, async () => {
    expect(await outcomeOf({ fullName: 'NGUYEN THI HOA' })).toBe(
      sight.marks ? 'mismatch' : 'match',
    );
  });

  test(`${name}: a person known by the year is asked about by the year`, async () => {
    const elder: Partial<FourFields> = {
      fullName: 'H’Hen Êban',
      sex: 'male',
      number: { kind: 'personal-id', value: '066055000012' },
    };
    const year = { value: '1955', precision: 'year' as const };
    expect(await outcomeOf({ ...elder, birthDate: year })).toBe('match');
    const month = { value: '1955-04', precision: 'month' as const };
    expect(await outcomeOf({ ...elder, birthDate: month })).toBe('match');
    const invented = { value: '1955-01-01', precision: 'day' as const };
    expect(await outcomeOf({ ...elder, birthDate: invented })).toBe('mismatch');
    expect(await outcomeOf({ ...elder, birthDate: { ...year, value: '1956' } })).toBe('mismatch');
  });

  test(`${name}: an old 9-digit number is asked about as such`, async () => {
    const elder: Partial<FourFields> = {
      fullName: 'Đặng Văn Cả',
      sex: 'male',
      birthDate: { value: '1941-03-04', precision: 'day' },
    };
    const number = { kind: 'cmnd' as const, value: '240000013' };
    expect(await outcomeOf({ ...elder, number })).toBe('match');
    expect(await outcomeOf({ number: { kind: 'cmnd', value: '240000011' } })).toBe('match');
  });

  test(`${name}: a batch gets each its own answer`, async () => {
    const batch = [
      question(1, {}),
      question(2, { fullName: 'Trần Văn Khác' }),
      question(3, {}),
      question(4, { birthDate: { value: '1990', precision: 'year' } }),
    ];
    expect(await outcomesOf(...batch)).toEqual(['match', 'mismatch', 'match', 'match']);
  });

  test(`${name}: keeps the answer's own words`, async () => {
    const registry = await open();
    const answers = await registry.check([question(1, {})], new AbortController().signal);
    expect(answers[0]?.raw).not.toBe('');
  });

  test(`${name}: a world that is down gives an error that may be retried, not a verdict`, async () => {
    const registry = await openDead();
    const batch = [question(1, {}), question(2, {})];
    const answers = await registry.check(batch, new AbortController().signal);
    expect(answers.length).toBeGreaterThan(0);
    for (const answer of answers) {
      expect(answer).toMatchObject({ outcome: 'error', kind: 'down', retry: true });
    }
  });

  test(`${name}: stopped before it began, it asks nothing`, async () => {
    const registry = await open();
    expect(await registry.check([question(1, {})], AbortSignal.abort())).toEqual([]);
  });
}
