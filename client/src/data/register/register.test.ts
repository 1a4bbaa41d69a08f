import type { Entry, EntryBody, EntryKind } from '@khop/shared/entry';
import type { Id } from '@khop/shared/ids';
import { foldEntry, type StoredRecord } from '@khop/shared/record';
import {
  sampleDose,
  sampleIdentity,
  sampleJournal,
  sampleRegistration,
  seededRandom,
} from '@khop/shared/sample';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sealPages, type Told } from '../pages.ts';
import { makeSealer } from '../vault.ts';
import { makeRegister, type RegisterCore } from './register.ts';

const { subtle } = crypto;
const NOW = '2026-11-21T02:00:00.000Z';
const TODAY = '2026-11-21';

async function sampleRegister(site: string | null = 'site-1') {
  const key = await subtle.importKey('raw', new Uint8Array(32), 'AES-GCM', false, [
    'encrypt',
    'decrypt',
  ]);
  const sealer = makeSealer(subtle, seededRandom(1), key);
  const register = makeRegister(sealer, site);
  let pages = 0;
  async function page(told: Told[], scope = 'site:site-1') {
    pages += 1;
    const sealed = await sealPages(sealer, scope, `e/${pages}`, told);
    return sealed.map(({ place, sealed: bytes }) => ({
      id: pages,
      scope,
      place,
      receivedAt: NOW,
      sealed: bytes,
    }));
  }
  async function tell(told: Told[], scope?: string) {
    for (const each of await page(told, scope)) await register.feed(each);
  }
  return { register, page, tell };
}

function fold(entries: readonly Entry[]): StoredRecord | null {
  let record: StoredRecord | null = null;
  for (const entry of entries) {
    const folded = foldEntry(record, entry);
    if ('record' in folded) record = folded.record;
  }
  return record;
}

/** A person with facts of two tablets, mixed as `course` says; each entry knows whose it is. */
function history(course: number[]) {
  const ours = sampleJournal(1);
  const theirs = sampleJournal(2);
  const person = ours.newId();
  const entries: { entry: Entry; isOwn: boolean }[] = [];
  const add = <K extends EntryKind>(isOwn: boolean, kind: K, body: EntryBody<K>) => {
    const entry = (isOwn ? ours : theirs).add(kind, person, body);
    entries.push({ entry, isOwn });
    return entry;
  };
  const first = add((course[0] ?? 0) % 2 === 0, 'person-registered', sampleRegistration());
  const doses: Id[] = [];
  for (const [at, step] of course.entries()) {
    const isOwn = step % 2 === 0;
    const dose = doses.at(-1);
    if (step % 5 === 0)
      doses.push(
        add(isOwn, 'dose-recorded', { dose: { ...sampleDose, ordinal: 1 + (at % 3) } }).id,
      );
    else if (step % 5 === 1) add(isOwn, 'contact-amended', { changes: { phone: `09${at}` } });
    else if (step % 5 === 2 && dose) add(isOwn, 'dose-voided', { dose, reason: 'nhầm người' });
    else if (step % 5 === 3) {
      add(isOwn, 'identity-amended', {
        basedOn: first.id,
        changes: { fullName: `Nguyễn Văn ${at}` },
        origins: { fullName: 'amended' },
        cardHash: null,
        reason: null,
      });
    } else if (dose)
      add(isOwn, 'dose-amended', { dose, changes: { lot: `LOT${at}` }, reason: 'nhầm lô' });
  }
  return { person, entries };
}

test('[R2] whatever the office has seen of our entries, the record is the fold of all', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(99), { minLength: 1, maxLength: 14 }),
      fc.nat(20),
      fc.boolean(),
      async (course, cut, isTold) => {
        const { person, entries } = history(course);
        // The office has a prefix of each journal: theirs whole, ours up to the cut.
        let own = 0;
        const seen = entries.filter(({ isOwn }) => !isOwn || own++ < cut).map(({ entry }) => entry);
        const told = fold(seen);
        const ownEntries = entries.filter(({ isOwn }) => isOwn).map(({ entry }) => entry);
        const { register, tell } = await sampleRegister();
        const say = async () => {
          if (told !== null) await tell([{ id: person, record: told }]);
        };
        if (isTold) await say();
        await register.add(ownEntries);
        await register.add(ownEntries);
        if (!isTold) await say();
        let expected = told;
        for (const entry of ownEntries) {
          const folded = foldEntry(expected, entry);
          if ('record' in folded) expected = folded.record;
        }
        expect((await register.person(person))?.record ?? null).toEqual(expected);
        expect(register.persons()).toBe(expected === null ? 0 : 1);
      },
    ),
    { numRuns: 60 },
  );
});

test('[I9] pages in any order give the latest word; what left its last scope is gone', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ person: fc.nat(4), scope: fc.nat(1), isGone: fc.boolean() }), {
        minLength: 1,
        maxLength: 20,
      }),
      fc.infiniteStream(fc.nat(1000)),
      async (words, shuffle) => {
        const { register, page } = await sampleRegister(null);
        const pages = [];
        const latest = new Map<string, { applied: number; isGone: boolean }>();
        const base = fold([history([1]).entries[0]?.entry].filter((each) => each !== undefined));
        for (const [at, { person, scope, isGone }] of words.entries()) {
          const id = `person-${person}`;
          // Each word of the office about a person contains more than the one before.
          const record = {
            ...base,
            id,
            applied: Array.from({ length: at + 1 }, String),
          } as StoredRecord;
          pages.push(...(await page([{ id, record: isGone ? null : record }], `scope-${scope}`)));
          latest.set(`${id} scope-${scope}`, { applied: at + 1, isGone });
        }
        const order = pages.map((each) => ({ each, by: shuffle.next().value }));
        for (const { each } of order.sort((a, b) => a.by - b.by)) await register.feed(each);
        for (const person of [0, 1, 2, 3, 4].map((each) => `person-${each}`)) {
          const words = [0, 1].map((scope) => latest.get(`${person} scope-${scope}`));
          const isKnown = words.some((word) => word !== undefined && !word.isGone);
          expect((await register.person(person)) !== null).toBe(isKnown);
        }
      },
    ),
    { numRuns: 60 },
  );
});

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
      const { foldedKey } = await import('@khop/shared/name');
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

test('[UX12] the lists of the day: waiting, vaccinated, observing, absent; here and today only', async () => {
  const { register } = await sampleRegister();
  const journal = sampleJournal(5);
  const person = async (name: string, ...facts: ((id: Id) => void)[]) => {
    const id = journal.newId();
    const before = journal.entries.length;
    journal.add('person-registered', id, sampleRegistration({ ...sampleIdentity, fullName: name }));
    for (const fact of facts) fact(id);
    await register.add(journal.entries.slice(before).map((each) => each.entry));
    return id;
  };
  const planned =
    (on = TODAY, site = 'site-1') =>
    (id: Id) =>
      void journal.add('dose-planned', id, { on, site, ordinal: 2, vaccine: 'PFIZER' });
  const absent = (id: Id) => void journal.add('absence-noted', id, { on: TODAY, site: 'site-1' });
  const given =
    (changes: Partial<typeof sampleDose> = {}) =>
    (id: Id) =>
      void journal.add('dose-recorded', id, { dose: { ...sampleDose, ...changes } });
  const voided = (id: Id) =>
    void journal.add('dose-voided', id, {
      dose: journal.entries.at(-1)?.entry.id ?? '',
      reason: 'nhầm',
    });
  const released = (id: Id) =>
    void journal.add('observation-recorded', id, {
      dose: journal.entries.at(-1)?.entry.id ?? '',
      endedAt: NOW,
      outcome: 'well',
      note: null,
    });
  const deferred = (id: Id) =>
    void journal.add('screening-recorded', id, {
      screening: {
        form: 'x',
        outcome: 'defer',
        temperature: null,
        pulse: null,
        respiration: null,
        systolic: null,
        diastolic: null,
        findings: [],
        note: null,
      },
      session: null,
      site: 'site-1',
    });
  await person('Chờ', planned());
  await person('Vắng', planned(), absent);
  await person('Hoãn', planned(), deferred);
  await person('Mai', planned('2026-11-22'));
  await person('Nơi Khác', planned(TODAY, 'site-2'), given({ site: 'site-2' }));
  await person('Theo Dõi', planned(), given());
  await person('Xong', given(), released);
  await person('Nhập Bù', given({ origin: 'backfill' }));
  await person('Hủy', planned(), given(), voided);
  await person('Hôm Qua', given({ injectedAt: '2026-11-20T03:00:00.000Z' }));
  const list = async (name: 'waiting' | 'vaccinated' | 'observing' | 'absent') =>
    (await register.day(name, TODAY)).map((row) => row.fullName);
  expect(await list('waiting')).toEqual(['Chờ', 'Hủy']);
  expect(await list('vaccinated')).toEqual(['Nhập Bù', 'Theo Dõi', 'Xong']);
  expect(await list('observing')).toEqual(['Theo Dõi']);
  expect(await list('absent')).toEqual(['Vắng']);
  expect(await register.dayCounts(TODAY)).toEqual({
    waiting: 2,
    vaccinated: 3,
    observing: 1,
    absent: 1,
  });
  expect((await register.day('waiting', TODAY))[0]).toMatchObject({
    plan: { ordinal: 2, vaccine: 'PFIZER' },
    observeFrom: null,
  });
  expect((await register.day('observing', TODAY))[0]?.observeFrom).toBe(sampleDose.injectedAt);
});

test('[UX9] the balance counts doses that stand, and those the office holds', async () => {
  const { register } = await sampleRegister();
  const journal = sampleJournal(5);
  const session = journal.newId();
  for (let at = 0; at < 5; at++) {
    const id = journal.newId();
    journal.add('person-registered', id, sampleRegistration());
    const dose = { ...sampleDose, session, lot: at < 3 ? 'A' : 'B' };
    journal.add('dose-recorded', id, { dose });
  }
  const last = journal.entries.at(-1)?.entry;
  journal.add('dose-voided', last?.subject ?? '', { dose: last?.id ?? '', reason: 'nhầm' });
  await register.add(journal.entries.map((each) => each.entry));
  const line = (lot: string, doses: number, received: number) => ({
    vaccine: 'PFIZER',
    lot,
    doses,
    received,
  });
  register.post({ acked: [[journal.journal, 0]], refused: [], sending: null });
  expect(await register.balance(session)).toEqual([line('A', 3, 0), line('B', 1, 0)]);
  register.post({ acked: [[journal.journal, 6]], refused: [], sending: null });
  expect(await register.balance(session)).toEqual([line('A', 3, 3), line('B', 1, 0)]);
  const second = journal.entries[3]?.entry.id ?? '';
  register.post({ acked: [[journal.journal, 11]], refused: [second], sending: null });
  expect(await register.balance(session)).toEqual([line('A', 3, 2), line('B', 1, 1)]);
});

test('[UX4] a dose shows saved, sending, received as the postman comes along', async () => {
  const { register } = await sampleRegister();
  const journal = sampleJournal(5);
  const id = journal.newId();
  journal.add('person-registered', id, sampleRegistration());
  journal.add('dose-recorded', id, { dose: sampleDose });
  await register.add(journal.entries.map((each) => each.entry));
  const at = journal.journal;
  const step = async () => (await register.find('hoa', 1))[0]?.lastDose?.step;
  register.post({ acked: [[at, 0]], refused: [], sending: null });
  expect(await step()).toBe('saved');
  register.post({ acked: [[at, 0]], refused: [], sending: { journal: at, from: 1, to: 2 } });
  expect(await step()).toBe('sending');
  register.post({ acked: [[at, 2]], refused: [], sending: null });
  expect(await step()).toBe('received');
  expect(Object.values((await register.person(id))?.steps ?? {})).toEqual(['received']);
});
