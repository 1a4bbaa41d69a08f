import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chainHash, digestOf, entryText, genesisHash, OFFICE_KINDS, readEntry } from './entry.ts';
import { sampleDose, sampleJournal, sampleRegistration } from './sample.ts';

const person = '01939c00-0000-7000-8000-000000000001';
const place = { journal: '0'.repeat(32), seq: 1 };

test('[E2] an entry read back from its text gives the same text', () => {
  const journal = sampleJournal(1);
  journal.add('person-registered', person, sampleRegistration());
  journal.add('dose-recorded', person, { dose: sampleDose });
  for (const { entry, text } of journal.entries) {
    const read = readEntry(text, entry);
    if ('problem' in read) throw new Error(read.problem);
    expect(entryText(read.entry)).toBe(text);
  }
});

test('[E2] the order of keys does not matter to the text', () => {
  const journal = sampleJournal(2);
  const entry = journal.add('person-registered', person, sampleRegistration());
  const turned = Object.fromEntries(Object.entries(entry).reverse()) as typeof entry;
  expect(entryText(turned)).toBe(entryText(entry));
});

test('[E3] the chain hash is SHA-256 over the previous hash, the digest and the signature', () => {
  const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
  const previous = genesisHash('0'.repeat(32));
  expect(digestOf('Đặng')).toBe(sha256('Đặng'));
  expect(chainHash(previous, digestOf('Đặng'), null)).toBe(sha256(previous + sha256('Đặng')));
  const by = { key: 'k', sig: 's' };
  expect(chainHash(previous, digestOf('Đặng'), by)).toBe(sha256(`${previous}${sha256('Đặng')}ks`));
});

test('[E6] a fact says the same wherever it stands', () => {
  const one = sampleJournal(4);
  const fact = one.add('person-registered', person, sampleRegistration());
  const moved = { ...fact, journal: sampleJournal(5).journal, seq: 7 };
  expect(entryText(moved)).toBe(entryText(fact));
  expect(readEntry(entryText(fact), moved)).toEqual({ entry: moved });
});

test('[E3] two journals never share a chain', () => {
  expect(genesisHash('0'.repeat(32))).not.toBe(genesisHash('1'.repeat(32)));
});

test('[E4] reading is total: any text is an entry or a problem', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      const read = readEntry(text, place);
      expect('entry' in read || 'problem' in read).toBe(true);
    }),
  );
});

test('[E4] the problem says whether the envelope, the kind or the body is at fault', () => {
  const journal = sampleJournal(3);
  const entry = journal.add('dose-recorded', person, { dose: sampleDose });
  const problemOf = (change: object) => readEntry(JSON.stringify({ ...entry, ...change }), place);
  expect(readEntry('{', place)).toEqual({ problem: 'bad-envelope' });
  expect(problemOf({ kind: 'dose-dreamt' })).toEqual({ problem: 'unknown-kind' });
  expect(problemOf({ kind: 'toString' })).toEqual({ problem: 'unknown-kind' });
  expect(problemOf({ body: { dose: { ...sampleDose, lot: '' } } })).toEqual({
    problem: 'bad-body',
  });
  expect(problemOf({ salt: '' })).toEqual({ problem: 'bad-envelope' });
  expect(problemOf({ salt: '', body: {} })).toEqual({ problem: 'bad-envelope' });
});

test('[E5] verdicts and links are said by the office alone', () => {
  expect(OFFICE_KINDS).toEqual(['identity-checked', 'persons-linked']);
});
