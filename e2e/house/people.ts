import type { FourFields, Identity } from '@khop/shared/identity';
import { identityKey, judgeCheckability } from '@khop/shared/identity';
import type { Random } from '@khop/shared/ids';

type Chance = Random & { next(): number };

const FAMILIES = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Đặng', 'Niê', 'Lò'];
const MIDDLES = ['Thị', 'Văn', 'Hoàng', 'Ngọc', 'Thùy'];
const GIVENS = ['Ánh', 'Hoà', 'Bình', 'Đạt', 'Dung', 'Ân', 'Thuý', 'Lệ'];

export function pick<T>(chance: Chance, from: readonly T[]): T {
  const found = from[Math.floor(chance.next() * from.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}

/** A synthetic citizen, as the population database has them. */
export function makeCitizen(chance: Chance, serial: number): Identity {
  const year = 1940 + Math.floor(chance.next() * 59);
  const day = String(1 + Math.floor(chance.next() * 28)).padStart(2, '0');
  const month = String(1 + Math.floor(chance.next() * 12)).padStart(2, '0');
  const isMale = chance.next() < 0.5;
  const number = `001${isMale ? 0 : 1}${String(year % 100).padStart(2, '0')}${String(serial).padStart(6, '0')}`;
  return {
    fullName: `${pick(chance, FAMILIES)} ${pick(chance, MIDDLES)} ${pick(chance, GIVENS)}`,
    sex: isMale ? 'male' : 'female',
    birthDate: { value: `${year}-${month}-${day}`, precision: 'day' },
    number: { kind: 'personal-id', value: number },
    oldNumber: null,
    nationality: 'VN',
  };
}

/** What a tired hand makes of a citizen's identity. */
export function mistyped(chance: Chance, truth: Identity): Identity {
  const kind = Math.floor(chance.next() * 4);
  if (kind === 0) return { ...truth, fullName: `${truth.fullName} Em` };
  if (kind === 1) return { ...truth, sex: truth.sex === 'male' ? 'female' : 'male' };
  if (kind === 2) return { ...truth, number: null };
  const value = truth.number?.value ?? '';
  return { ...truth, number: { kind: 'personal-id', value: `${value.slice(0, -1)}9` } };
}

export function keyOf(identity: Identity): string | null {
  const asked = judgeCheckability(identity);
  return asked.state === 'checkable' ? identityKey(asked.fields) : null;
}

/** A population database of these citizens: right or wrong for all four fields, never which. */
export function populationOf(citizens: readonly Identity[]) {
  const known = new Set(citizens.map(keyOf));
  return (fields: FourFields) => (known.has(identityKey(fields)) ? 'match' : 'mismatch');
}
