import type { Entry, EntryBody, EntryKind } from '@khop/shared/entry';
import type { Id } from '@khop/shared/ids';
import { foldEntry, type StoredRecord } from '@khop/shared/record';
import { sampleDose, sampleJournal, sampleRegistration } from '@khop/shared/sample';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold, sampleRegister } from './sample-register.ts';

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

test('[E11] a refused entry that the office has taken since is released, though its key was dropped here', async () => {
  const ours = sampleJournal(3);
  const person = ours.newId();
  const first = ours.add('person-registered', person, sampleRegistration());
  const dose = ours.add('dose-recorded', person, { dose: sampleDose });
  const { register, tell } = await sampleRegister();
  // Nothing was added: what this tablet cannot open it does not hold as its own.
  const refused = [{ entry: dose.id, subject: person }];
  await tell([{ id: person, record: fold([first]) }]);
  expect(await register.released(refused)).toEqual([]);
  await tell([{ id: person, record: fold([first, dose]) }]);
  expect(await register.released(refused)).toEqual([dose.id]);
});
