import { type EntryBody, type EntryKind, entryText } from '@khop/shared/entry';
import { type Id, type JournalId, newId, newJournalId, type Random, toHex } from '@khop/shared/ids';
import { addDays, type Day, fromInstant, startOfDay, toInstant } from '@khop/shared/time';
import { pickCards } from './cards.ts';
import type { Commune, DemoPerson, SiteRecord } from './demo-person.ts';
import { SITE } from './place.ts';

const HOUR = 60 * 60_000;
/** The vaccinator of the demo office: the account under which the backlog was typed in. */
export const DEMO_VACCINATOR = 'acc-tiem-1';
const PLANNED = 60;

/** Entries of one journal, each as its text, in order. */
export type DemoJournal = { journal: JournalId; texts: Iterable<string> };

/**
 * The facts of the commune as a tablet would have written them: lots in the refrigerator, persons
 * with their earlier doses, and whom the site expects today (everybody on the sheet of cards among
 * them). Lazy: a commune of 100,000 is never whole in memory.
 */
export function demoEntries(commune: Commune, random: Random, today: Day): DemoJournal {
  const journal = newJournalId(random);
  return { journal, texts: textsOf(commune, random, today) };
}

function* textsOf(commune: Commune, random: Random, today: Day): Generator<string> {
  const scribe = scribeOf(random);
  const morning = fromInstant(startOfDay(today)) + 7 * HOUR;
  for (const lot of lotsOf(today)) {
    const at = fromInstant(startOfDay(lot.receivedOn)) + 8 * HOUR;
    yield scribe.write('lot-received', at, newId(at, random), lot);
  }
  const persons = new Map(commune.persons.map((person) => [person.key, person]));
  for (const record of commune.records) {
    const person = persons.get(record.person);
    if (person !== undefined) yield* recordTexts(scribe, record, person);
  }
  for (const record of plannedOf(commune)) {
    const ordinal = (record.doses.at(-1)?.ordinal ?? 0) + 1;
    const body = { on: today, site: SITE.id, ordinal, vaccine: 'PFIZER' };
    yield scribe.write('dose-planned', morning, record.id, body);
  }
}

function* recordTexts(
  scribe: ReturnType<typeof scribeOf>,
  record: SiteRecord,
  person: DemoPerson,
): Generator<string> {
  const { identity } = record;
  const [first] = record.doses;
  const begun = fromInstant(startOfDay(first?.injectedOn ?? '2021-07-05')) + 9 * HOUR;
  yield scribe.write('person-registered', begun, record.id, {
    identity,
    origins: { fullName: 'typed', sex: 'typed', birthDate: 'typed', number: 'typed' },
    cardHash: null,
    address: person.address,
    phone: person.phone,
    guardian: person.guardian,
    residence: person.residence,
    site: SITE.id,
  });
  for (const dose of record.doses) {
    const at = fromInstant(startOfDay(dose.injectedOn)) + 9 * HOUR;
    yield scribe.write('dose-recorded', at, record.id, {
      dose: {
        ordinal: dose.ordinal,
        vaccine: dose.vaccine,
        component: null,
        lot: dose.lot,
        expiresOn: null,
        vialOpenedAt: null,
        injectedAt: toInstant(at),
        site: SITE.id,
        point: SITE.points[0] ?? null,
        session: null,
        vaccinator: DEMO_VACCINATOR,
        screener: null,
        screening: null,
        overridden: [],
        origin: 'backfill',
      },
    });
  }
}

/** One lot that is good, one that expires this week, one that has expired. */
function lotsOf(today: Day): EntryBody<'lot-received'>[] {
  const lot = (vaccine: string, name: string, left: number, since: number, doses: number) => ({
    site: SITE.id,
    vaccine,
    lot: name,
    expiresOn: addDays(today, left),
    receivedOn: addDays(today, since),
    doses,
  });
  return [
    lot('PFIZER', 'DEMO-PF-7001', 120, -10, 600),
    lot('PFIZER', 'DEMO-PF-6888', 4, -60, 60),
    lot('MODERNA', 'DEMO-MO-0911', 45, -20, 200),
    lot('AZ', 'DEMO-AZ-5003', -3, -150, 40),
  ];
}

function plannedOf(commune: Commune): SiteRecord[] {
  const onCards = new Set(pickCards(commune).map(({ person }) => person.key));
  const first = commune.records.filter(({ isDuplicate }) => !isDuplicate);
  const shown = first.filter(({ person }) => onCards.has(person));
  const others = first.filter(({ person }) => !onCards.has(person));
  const step = Math.max(1, Math.floor(others.length / PLANNED));
  return [...shown, ...others.filter((_, nth) => nth % step === 0).slice(0, PLANNED)];
}

function scribeOf(random: Random) {
  let nth = 0;
  return {
    write<K extends EntryKind>(kind: K, at: number, subject: Id, body: EntryBody<K>) {
      nth += 1;
      const entry = {
        v: 1,
        id: newId(at, random),
        kind,
        recordedAt: { at: toInstant(at), zone: 420, skewMs: 0, mono: nth },
        operator: DEMO_VACCINATOR,
        grant: 'demo',
        subject,
        replaces: null,
        salt: toHex(random(16)),
        body,
      };
      return entryText(entry as Parameters<typeof entryText>[0]);
    },
  };
}
