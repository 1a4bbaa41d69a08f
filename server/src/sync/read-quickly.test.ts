import { type EntryBody, type EntryKind, readEntry } from '@khop/shared/entry';
import { sampleDose, sampleIdentity, sampleJournal, sampleRegistration } from '@khop/shared/sample';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { plainCheck } from './plain-check.ts';
import { readQuickly } from './read-quickly.ts';

const screening = {
  form: '4355',
  outcome: 'caution' as const,
  temperature: 37.2,
  pulse: null,
  respiration: 20,
  systolic: 120,
  diastolic: 80,
  findings: ['allergy'],
  note: null,
};
const id = '01935e0e-7a00-7000-8000-000000000001';
const at = '2026-11-21T01:30:00.000Z';
const place = { journal: 'a'.repeat(32), seq: 3 };
const bodies: { [K in EntryKind]?: EntryBody<K> } = {
  'person-registered': sampleRegistration(),
  'identity-amended': {
    basedOn: id,
    changes: { fullName: 'Lê Thị Thử', sex: null, birthDate: sampleIdentity.birthDate },
    origins: { fullName: 'amended' },
    cardHash: null,
    reason: 'x',
  },
  'contact-amended': { changes: { guardian: { fullName: 'Lê', phone: null }, residence: null } },
  'dose-recorded': { dose: { ...sampleDose, screening, overridden: [{ code: 'x', reason: 'y' }] } },
  'dose-amended': { dose: id, changes: { lot: 'AB1', component: 2 }, reason: 'z' },
  'observation-recorded': { dose: id, endedAt: at, outcome: 'well', note: null },
  'vial-opened': { vaccine: 'PFIZER', lot: 'L', openedAt: at, doses: 6 },
  'session-closed': { closedAt: at, vials: [{ vaccine: 'A', lot: 'B', opened: 1 }], note: null },
};

/** Every kind's text, right as it is. */
function texts(): string[] {
  const tablet = sampleJournal(1);
  for (const [kind, body] of Object.entries(bodies)) {
    tablet.add(kind as 'dose-recorded', id, body as EntryBody<'dose-recorded'>);
  }
  return tablet.entries.map(({ text }) => text);
}

/** Paths to every place of a JSON value. */
function placesOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, each]) => placesOf(each, [...path, key]));
  return [path, ...inner];
}

function put(
  value: unknown,
  path: string[],
  put_: (holder: Record<string, unknown>, key: string) => void,
) {
  let holder = value as Record<string, unknown>;
  for (const key of path.slice(0, -1)) holder = holder[key] as Record<string, unknown>;
  const last = path.at(-1);
  if (last !== undefined) put_(holder, last);
}

test('[E1] the quick reading recognises every kind that is right', () => {
  for (const text of texts()) {
    expect(readEntry(text, place)).toHaveProperty('entry');
    expect(readQuickly(text, place)).toEqual(readEntry(text, place));
  }
});

test('[E1] whatever is done to an entry, the quick reading says what the law says', () => {
  const all = texts();
  const other = fc.oneof(
    fc.constantFrom<unknown>(null, 0, -1, 1.5, 21, 2 ** 60, '', 'x', '2026-13-45', [], {}, true),
    fc.constantFrom<unknown>(id, at, { value: '1990-02-30', precision: 'day' }, 'y'.repeat(2001)),
    fc.jsonValue(),
  );
  let right = 0;
  fc.assert(
    fc.property(
      fc.nat(),
      fc.nat(),
      fc.constantFrom('set', 'drop', 'add'),
      other,
      (which, where, how, value) => {
        const json: unknown = JSON.parse(all[which % all.length] ?? '');
        const places = placesOf(json);
        const path = places[where % places.length] ?? [];
        put(json, how === 'add' ? [...path, 'extra'] : path, (holder, key) => {
          if (typeof holder !== 'object' || holder === null) return;
          if (how === 'drop') delete holder[key];
          else holder[key] = value;
        });
        const text = JSON.stringify(json);
        const read = readQuickly(text, place);
        if ('entry' in read) right += 1;
        expect(read).toEqual(readEntry(text, place));
      },
    ),
    { numRuns: 5000 },
  );
  expect(right).toBeGreaterThan(100);
});

test('an own key called __proto__ is a key too many, not a prototype', () => {
  const text = (texts()[0] ?? '').replace('{', '{"__proto__":{"kind":"x"},');
  expect(readQuickly(text, place)).toEqual(readEntry(text, place));
  expect(JSON.stringify(readQuickly(text, place))).not.toContain('__proto__');
});

test('a kind of schema that nobody taught the quick check fails at the start, not silently', () => {
  expect(() => plainCheck(z.date())).toThrow('no plain check for date');
  expect(() => plainCheck(z.looseObject({}))).toThrow('no plain check');
});
