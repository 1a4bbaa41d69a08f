import type { Entry } from '@khop/shared/entry';
import type { Identity } from '@khop/shared/identity';
import type { Id } from '@khop/shared/ids';
import type { LotRecord, PersonRecord, SessionRecord, StoredRecord } from '@khop/shared/record';
import { doseStep, tasksOf } from '@khop/shared/task';
import { type Day, dayOf } from '@khop/shared/time';
import type { PersonRow, PersonView, Register, TaskRow } from '../../tablet.ts';
import type { Told } from '../pages.ts';
import type { Sealer } from '../vault.ts';
import { findNear } from './near.ts';
import { makeWordKeys, type Outline, outlineOf } from './outline.ts';
import { makeOwn, type Posted } from './own.ts';
import { type DayList, listsOf, rowOf } from './rows.ts';
import { byGivenName, search } from './search.ts';
import { makeTold, type ToldPage } from './told.ts';

/** Every question a screen may ask, without the two that are not answered by the core. */
export type Questions = Omit<Register, 'version' | 'size'>;

export type RegisterCore = Questions & {
  hold(page: { scope: string; place: string }, records: Told[]): void;
  feed(page: ToldPage): Promise<void>;
  add(entries: readonly Entry[]): Promise<void>;
  post(posted: Posted): void;
  persons(): number;
  live(scope: string): number;
  released(refused: readonly { entry: Id; subject: Id }[]): Promise<Id[]>;
};

/**
 * The in-memory register: pages of the office with this tablet's own entries laid over by the same
 * `foldEntry` the office uses. Pure but for opening sealed pages; runs in a worker or in place.
 * `site` null: an operator without a site sees every list.
 */
export function makeRegister(sealer: Sealer, site: string | null): RegisterCore {
  const told = makeTold(sealer);
  const own = makeOwn();
  const keysOf = makeWordKeys();
  const outlines = new Map<Id, Outline>();
  const sessions = new Map<Id, SessionRecord>();
  const lots = new Map<Id, LotRecord>();
  /** Whole records of persons this tablet wrote about: those its operators look at today. */
  const laid = new Map<Id, PersonRecord>();

  function put(id: Id, record: StoredRecord | null) {
    const isOwn = own.has(id);
    if (record?.type === 'session') sessions.set(id, record);
    else if (record?.type === 'lot') lots.set(id, record);
    else if (record === null) {
      for (const map of [outlines, sessions, lots, laid]) map.delete(id);
    } else {
      outlines.set(id, outlineOf(record, site, keysOf));
      if (isOwn) laid.set(id, record);
    }
  }

  async function view(id: Id): Promise<PersonView | null> {
    const known = await told.get(id);
    const record = laid.get(id) ?? known?.record ?? null;
    if (record?.type !== 'person') return null;
    const doses = record.doses.map((each) => each.said.entry);
    const unsent = new Set(doses.filter(own.isUnsent));
    const sending = new Set(doses.filter(own.isSending));
    return {
      record,
      tasks: tasksOf(record),
      steps: Object.fromEntries(
        doses.map((dose) => [dose, doseStep(record, dose, unsent, sending)]),
      ),
      knownAt: known?.receivedAt ?? null,
    };
  }

  function rows(list: DayList, on: Day): PersonRow[] {
    const found: Outline[] = [];
    for (const outline of outlines.values()) {
      if (listsOf(outline, site, on).includes(list)) found.push(outline);
    }
    return found.sort(byGivenName).map((each) => rowOf(own, each, on));
  }

  return {
    async feed(page) {
      for (const { id, record } of await told.feed(page)) put(id, own.lay(id, record));
    },
    async add(entries) {
      const subjects = new Set<Id>();
      for (const entry of entries) if (own.add(entry)) subjects.add(entry.subject);
      for (const id of subjects) {
        const known = await told.get(id);
        put(id, own.lay(id, known?.record ?? null));
      }
    },
    hold: told.hold,
    post: own.post,
    persons: () => outlines.size,
    live: told.live,
    async released(refused) {
      const released: Id[] = [];
      for (const { entry, subject } of refused) {
        const known = await told.get(subject);
        if (known?.record.applied.includes(entry)) released.push(entry);
      }
      return released;
    },
    person: view,
    async find(query, limit) {
      return search(outlines.values(), query, limit).map((each) => rowOf(own, each, null));
    },
    async byNumber(number) {
      const found: Outline[] = [];
      for (const outline of outlines.values()) {
        const { identity } = outline;
        if (identity.number?.value === number || identity.oldNumber === number) found.push(outline);
      }
      return found.sort(byGivenName).map((each) => rowOf(own, each, null));
    },
    async near(identity: Identity, except) {
      return findNear(outlines.values(), identity, except).map(({ outline, why }) => ({
        person: rowOf(own, outline, null),
        why,
      }));
    },
    async day(list, on) {
      return rows(list, on);
    },
    async dayCounts(on) {
      const counts: Record<DayList, number> = {
        waiting: 0,
        vaccinated: 0,
        observing: 0,
        absent: 0,
      };
      for (const outline of outlines.values()) {
        for (const list of listsOf(outline, site, on)) counts[list]++;
      }
      return counts;
    },
    async tasks() {
      const found: TaskRow[] = [];
      for (const outline of outlines.values()) {
        if (!outline.isOurs || outline.tasks.length === 0) continue;
        const person = rowOf(own, outline, null);
        for (const task of outline.tasks) found.push({ task, person });
      }
      return found.sort((a, b) => (a.task.since < b.task.since ? -1 : 1));
    },
    async session(id) {
      return sessions.get(id) ?? null;
    },
    async sessions(on) {
      return [...sessions.values()]
        .filter((each) => each.on === on || dayOf(each.opened.at) === on)
        .sort((a, b) => (a.opened.at < b.opened.at ? -1 : 1));
    },
    async lots() {
      return [...lots.values()].sort((a, b) => (a.expiresOn < b.expiresOn ? -1 : 1));
    },
    async balance(session) {
      const tally = new Map<
        string,
        { vaccine: string; lot: string; doses: number; received: number }
      >();
      for (const { doses } of outlines.values()) {
        for (const dose of doses) {
          if (dose.session !== session) continue;
          const key = JSON.stringify([dose.vaccine, dose.lot]);
          const line = tally.get(key) ?? {
            vaccine: dose.vaccine,
            lot: dose.lot,
            doses: 0,
            received: 0,
          };
          line.doses++;
          if (!own.isUnsent(dose.id)) line.received++;
          tally.set(key, line);
        }
      }
      return [...tally.values()].sort((a, b) => (a.lot < b.lot ? -1 : 1));
    },
  };
}
