import { foldEntry, type PersonRecord } from '@khop/shared/record';
import { sampleDose, sampleIdentity, sampleJournal, sampleRegistration } from '@khop/shared/sample';
import { expect, it } from 'vitest';
import { touchesOf } from './touches.ts';

it('[A21] tells everybody who changed or saw the record, the latest first, looks of a day together', () => {
  const tablet = sampleJournal(1);
  const person = tablet.newId();
  const entries = [
    tablet.add('person-registered', person, sampleRegistration(sampleIdentity)),
    tablet.add('dose-recorded', person, { dose: sampleDose }),
  ];
  let record: PersonRecord | null = null;
  for (const entry of entries) {
    const folded = foldEntry(record, entry);
    if (!('record' in folded)) throw new Error('the sample does not fold');
    record = folded.record as PersonRecord;
  }
  if (record === null) throw new Error('nothing was folded');
  const looks = [
    { who: 'b', at: '2030-01-02T03:00:00.000Z' },
    { who: 'a', at: '2030-01-02T02:00:00.000Z' },
    { who: 'b', at: '2030-01-02T01:00:00.000Z' },
    { who: 'b', at: '2030-01-01T01:00:00.000Z' },
  ];
  const told = touchesOf({ record, looks }).map(({ who, kind, ...rest }) => [
    who,
    kind,
    'times' in rest ? rest.times : rest.step.kind,
  ]);
  expect(told.slice(0, 3)).toEqual([
    ['b', 'saw', 2],
    ['a', 'saw', 1],
    ['b', 'saw', 1],
  ]);
  expect(told.slice(3).map(([, , what]) => what)).toEqual(
    expect.arrayContaining(['dose', 'registered']),
  );
  expect(told).toHaveLength(5);
});
