import type { Entry } from '@khop/shared/entry';
import type { Id } from '@khop/shared/ids';
import { foldedKey } from '@khop/shared/name';
import { sampleIdentity, sampleJournal, sampleRegistration } from '@khop/shared/sample';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RegisterCore } from './register.ts';
import { fold, sampleRegister } from './sample-register.ts';

async function withNames(names: string[]): Promise<RegisterCore> {
  const { register, tell } = await sampleRegister();
  const journal = sampleJournal(5);
  const told = names.map((fullName, at) => {
    const person = journal.newId();
    const number = { kind: 'personal-id' as const, value: `0011900${String(at).padStart(5, '0')}` };
    const identity = { ...sampleIdentity, fullName, number };
    const body = {
      ...sampleRegistration(identity),
      phone: `09010000${String(at).padStart(2, '0')}`,
    };
    return { id: person, record: fold([journal.add('person-registered', person, body)]) };
  });
  await tell(told);
  return register;
}

const names = async (register: RegisterCore, query: string) =>
  (await register.find(query, 20)).map((row) => row.fullName);

test('[UX37] any word finds a person, exact accents first, whole words before beginnings', async () => {
  const register = await withNames([
    'Nguyễn Thị Ánh',
    'Trần Văn Anh',
    'Lê Hoàng Anh Đào',
    'Phạm Thị Ảnh',
    'Đỗ Thị Ánh Nguyệt',
    'Hoàng Thị An',
  ]);
  expect(await names(register, 'ánh')).toEqual([
    'Nguyễn Thị Ánh',
    'Đỗ Thị Ánh Nguyệt',
    'Trần Văn Anh',
    'Phạm Thị Ảnh',
    'Lê Hoàng Anh Đào',
  ]);
  expect((await names(register, 'anh')).slice(0, 2)).toEqual(['Trần Văn Anh', 'Lê Hoàng Anh Đào']);
  expect((await names(register, 'an'))[0]).toBe('Hoàng Thị An');
  expect(await names(register, 'do anh nguyet')).toEqual(['Đỗ Thị Ánh Nguyệt']);
  expect(await names(register, 'DAO')).toEqual(['Lê Hoàng Anh Đào']);
  expect(await names(register, 'nguyễn hoàng')).toEqual([]);
  expect(await names(register, '')).toEqual([]);
  expect(await names(register, ' - ')).toEqual([]);
});

test('[UX37] last digits, the whole number in groups, birth date or year, phone', async () => {
  const register = await withNames(['Nguyễn Thị Ánh', 'Trần Văn Bình', 'Lê Thị Cúc']);
  expect(await names(register, '00001')).toEqual(['Trần Văn Bình']);
  expect(await names(register, '0011 9000 0002')).toEqual(['Lê Thị Cúc']);
  expect(await names(register, '0901000002')).toEqual(['Lê Thị Cúc']);
  expect(await names(register, '02/09/1990')).toHaveLength(3);
  expect(await names(register, '1990')).toHaveLength(3);
  expect(await names(register, 'bình 1990')).toEqual(['Trần Văn Bình']);
  expect(await names(register, 'bình 1991')).toEqual([]);
  expect((await register.byNumber('001190000001')).map((row) => row.numberTail)).toEqual(['0001']);
  expect(await register.byNumber('0001')).toEqual([]);
});

test('[UX37] every person is found by every word of their name, with marks and without', async () => {
  const word = fc.constantFrom(
    ...'Nguyễn Đặng Thị Ánh Hoà Hòa Y Ƀuôn K’Sor Thuỷ Nhung ẤN'.split(' '),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 5 }), async (words) => {
      const fullName = words.join(' ');
      const register = await withNames([fullName, 'Qwerty']);
      for (const each of [...words, ...words.map(foldedKey), words.toReversed().join(' ')]) {
        expect(await names(register, each)).toContain(fullName);
        expect(await names(register, each.toLowerCase().normalize('NFD'))).toContain(fullName);
      }
    }),
    { numRuns: 40 },
  );
});

test('[UX38] equals stand by given name: An, Ánh, Ân, Âu, Bình, Dung, Đạt', async () => {
  const given = ['Đạt', 'Âu', 'Bình', 'An', 'Ân', 'Dung', 'Ánh'];
  const register = await withNames(given.map((each) => `Trần Thị ${each}`));
  expect((await names(register, 'tran')).map((name) => name.split(' ').at(-1))).toEqual([
    'An',
    'Ánh',
    'Ân',
    'Âu',
    'Bình',
    'Dung',
    'Đạt',
  ]);
});

test('the best rows are the first rows of the whole answer', async () => {
  const register = await withNames(
    Array.from(
      { length: 40 },
      (_, at) => `${at % 3 ? 'Nguyễn' : 'Nguyên'} ${'ABCDE'[at % 5]} ${at}`,
    ),
  );
  const whole = (await register.find('nguyên', 100)).map((row) => row.id);
  for (const limit of [1, 3, 17]) {
    expect((await register.find('nguyên', limit)).map((row) => row.id)).toEqual(
      whole.slice(0, limit),
    );
  }
});

test('near: the same number, the same person written otherwise, and nobody judged already', async () => {
  const { register, tell } = await sampleRegister();
  const journal = sampleJournal(5);
  const add = (changes: Partial<typeof sampleIdentity>, judged: Id | null = null) => {
    const id = journal.newId();
    const identity = { ...sampleIdentity, ...changes };
    const entries: Entry[] = [journal.add('person-registered', id, sampleRegistration(identity))];
    if (judged !== null) {
      entries.push(
        journal.add('duplicate-judged', id, {
          other: judged,
          judgement: 'different',
          reason: 'hai người',
        }),
      );
    }
    return { id, record: fold(entries) };
  };
  const me = journal.newId();
  const number = { kind: 'personal-id' as const, value: '001190999999' };
  const twin = add({ fullName: 'Nguyen Thi Hoa Kiem Thu', number: null });
  const owner = add({ fullName: 'Nguyễn Thị Hoà Kiểm Thử' });
  const judged = add({}, me);
  await tell([twin, owner, judged, add({ fullName: 'Lê Văn Khác', number })]);
  const near = await register.near(sampleIdentity, me);
  expect(near.map(({ person, why }) => [person.id, why])).toEqual([
    [owner.id, ['same-number', 'same-name', 'same-birth-date']],
    [twin.id, ['same-name-but-marks', 'same-birth-date']],
  ]);
});
