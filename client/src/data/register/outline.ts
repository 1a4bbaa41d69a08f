import type { Identity } from '@khop/shared/identity';
import type { Id } from '@khop/shared/ids';
import { displayName, sortKey, type WordKeys, wordKeys } from '@khop/shared/name';
import type { PersonRecord } from '@khop/shared/record';
import { type DoseStep, doseStep, type Task, tasksOf } from '@khop/shared/task';
import { type Day, dayOf, type Instant } from '@khop/shared/time';

export type OutlineDose = {
  id: Id;
  ordinal: number;
  vaccine: string;
  lot: string;
  on: Day;
  at: Instant;
  site: string;
  session: Id | null;
  /** Injected live here, and the end of the observation not yet noted. */
  isWatched: boolean;
  /** Where it stands once the office has it. */
  step: DoseStep;
};

/**
 * What the register holds in memory of one person: enough to find them and to draw a row. The whole
 * record is opened again from its page when somebody looks at it; 50,000 whole records would not
 * fit beside Chrome on a tablet of 2 GB.
 */
export type Outline = {
  id: Id;
  identity: Identity;
  /** Folded words, each with a space before: ` NGUYEN THI ANH`. */
  folded: string;
  /** The same words as written, NFC and upper case. */
  exact: string;
  /** [N7] Order of lists, compared byte by byte. */
  sort: string;
  phone: string;
  isOurs: boolean;
  /** Doses that stand, oldest first. */
  doses: OutlineDose[];
  /** Expected here. */
  plans: { on: Day; ordinal: number | null; vaccine: string | null; absent: boolean }[];
  /** Days on which screening here ended without a dose. */
  deferredOn: Day[];
  tasks: Task[];
  /** Persons about whom somebody has judged whether they are this one. */
  judged: Id[];
};

const NOBODY: ReadonlySet<Id> = new Set();

const MOST_WORDS = 50_000;

/** Keys each word once. Lives and dies with the register, so that no word of a name outlives the lock. */
export function makeWordKeys(): typeof wordKeys {
  const known = new Map<string, WordKeys>();
  return (word) => {
    let keys = known.get(word);
    if (keys === undefined) {
      keys = wordKeys(word);
      if (known.size < MOST_WORDS) known.set(word, keys);
    }
    return keys;
  };
}

export function outlineOf(
  record: PersonRecord,
  site: string | null,
  keysOf: typeof wordKeys,
): Outline {
  const { identity } = record;
  const name = displayName(identity.fullName);
  const words = name.split(' ');
  const keys = words.map(keysOf);
  const isHere = (place: string) => site === null || place === site;
  const standing = record.doses.filter((each) => each.voided === null);
  // The step is the identity's, so it is one for all doses that stand.
  const step = doseStep(record, standing[0]?.said.entry ?? '', NOBODY, NOBODY);
  const doses = standing
    .map(
      ({ said, dose, observation }): OutlineDose => ({
        id: said.entry,
        ordinal: dose.ordinal,
        vaccine: dose.vaccine,
        lot: dose.lot,
        on: dayOf(dose.injectedAt),
        at: dose.injectedAt,
        site: dose.site,
        session: dose.session,
        isWatched: dose.origin === 'live' && observation === null && isHere(dose.site),
        step,
      }),
    )
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return {
    id: record.id,
    identity,
    folded: spaced(keys.map((each) => each.folded).filter((each) => each !== '')),
    exact: spaced(words).toUpperCase(),
    sort: sortKey(keys),
    phone: (record.phone ?? '').replace(/\D/g, ''),
    isOurs: site === null || record.sites.includes(site),
    doses,
    plans: record.plans.filter((plan) => isHere(plan.site)),
    deferredOn: record.screenings
      .filter((each) => isHere(each.site) && isStop(each.screening.outcome))
      .map((each) => dayOf(each.at)),
    tasks: tasksOf(record),
    judged: record.links.map((link) => link.other),
  };
}

function isStop(outcome: string): boolean {
  return outcome === 'defer' || outcome === 'contraindicated';
}

function spaced(words: readonly string[]): string {
  return words.map((word) => ` ${word}`).join('');
}
