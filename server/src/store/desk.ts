import { type DeskCheckState, ENTRY_FLAGS } from '@khop/shared/protocol/desk';
import type { Role } from '@khop/shared/protocol/enrol';
import { COUNTRY_SCOPE } from '@khop/shared/unit-reach';
import type { Reads } from './store.ts';

/** What a desk list is narrowed to, always within the asker's scopes. */
export type DeskFilter = {
  scopes: readonly string[];
  /** [A5] Sites in the asker's communes: persons without a known residence are theirs too. */
  sites: readonly string[];
  state?: DeskCheckState | undefined;
  site?: string | undefined;
  /** A scope: `commune:<edition>:<code>`. */
  commune?: string | undefined;
  cause?: string | undefined;
  /** [AP6] [AP9] */
  flag?: string | undefined;
};

type Narrowing = Exclude<keyof DeskFilter, 'scopes' | 'sites'>;
type ByColumn = Exclude<Narrowing, 'flag'>;
const NOBODY = [''];
const COLUMN = {
  state: 'check_state',
  site: 'site',
  commune: 'commune',
  cause: 'cause',
} as const;

function persons({ db }: Reads, filter: DeskFilter, except: Narrowing | null) {
  let query = db.selectFrom('record').where('type', '=', 'person');
  if (!filter.scopes.includes(COUNTRY_SCOPE)) {
    query = query.where((each) => {
      // [U6] Of an area only its name is granted: what lies in it is joined here.
      const inArea = each
        .selectFrom('unit_reach')
        .select('unit_reach.scope')
        .where('unit_reach.above', 'in', [...NOBODY, ...areasOf(filter.scopes)]);
      const inScope = each
        .selectFrom('feed')
        .select('feed.record')
        .where((feed) =>
          feed.or([feed('feed.scope', 'in', [...filter.scopes]), feed('feed.scope', 'in', inArea)]),
        )
        .where('feed.gone', '=', 0);
      return each.or([
        each('id', 'in', inScope),
        each.and([each('commune', 'is', null), each('site', 'in', [...NOBODY, ...filter.sites])]),
      ]);
    });
  }
  for (const narrowing of ['state', 'site', 'commune', 'cause'] as const) {
    const value = filter[narrowing];
    if (narrowing !== except && value !== undefined) {
      query = query.where(COLUMN[narrowing], '=', value);
    }
  }
  if (filter.flag !== undefined && except !== 'flag') {
    query = query.where('id', 'in', flaggedIn(db, filter.flag));
  }
  return query;
}

function flaggedIn(db: Reads['db'], flag: string) {
  return (
    db
      .selectFrom('entry')
      .select('entry.subject')
      .where('entry.flag', '=', flag)
      // Said again in the words of the index: only then it is used.
      .where('entry.flag', 'is not', null)
  );
}

function areasOf(scopes: readonly string[]): string[] {
  return scopes.filter((scope) => scope.startsWith('area:'));
}

export type DeskPlace = { since: number; id: string };

/** Bodies of the persons that pass, longest waiting first, from beyond `after`. */
export async function listPersons(
  reads: Reads,
  filter: DeskFilter,
  after: DeskPlace | null,
  limit: number,
): Promise<(DeskPlace & { body: string; site: string | null })[]> {
  let query = persons(reads, filter, null).select(['since', 'id', 'body', 'site']);
  if (after !== null) {
    query = query.where((each) =>
      each.or([
        each('since', '>', after.since),
        each.and([each('since', '=', after.since), each('id', '>', after.id)]),
      ]),
    );
  }
  const rows = await query.orderBy('since').orderBy('id').limit(limit).execute();
  return rows.map((row) => ({ ...row, since: row.since ?? 0 }));
}

export async function countPersons(reads: Reads, filter: DeskFilter): Promise<number> {
  const { count } = await persons(reads, filter, null)
    .select((each) => each.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** How many pass the other filters, for each value of one. */
export async function countBy(
  reads: Reads,
  filter: DeskFilter,
  narrowing: ByColumn,
): Promise<{ key: string; count: number }[]> {
  const column = COLUMN[narrowing];
  const rows = await persons(reads, filter, narrowing)
    .select((each) => [each.ref(column).as('key'), each.fn.countAll<number>().as('count')])
    .where(column, 'is not', null)
    .groupBy(column)
    .orderBy(column)
    .execute();
  return rows.map(({ key, count }) => ({ key: String(key), count: Number(count) }));
}

/** How many pass the other filters and have something flagged, for each flag. */
export async function countFlags(
  reads: Reads,
  filter: DeskFilter,
): Promise<{ key: string; count: number }[]> {
  const counts: { key: string; count: number }[] = [];
  for (const flag of ENTRY_FLAGS) {
    const { count } = await persons(reads, filter, 'flag')
      .where('id', 'in', flaggedIn(reads.db, flag))
      .select((each) => each.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    if (Number(count) > 0) counts.push({ key: flag, count: Number(count) });
  }
  return counts;
}

/** Flagged entries about a record. */
export async function readFlags(
  { db }: Reads,
  record: string,
): Promise<{ entry: string; flag: string }[]> {
  const rows = await db
    .selectFrom('entry')
    .select(['id', 'flag'])
    .where('subject', '=', record)
    .where('flag', 'is not', null)
    .orderBy('received_at')
    .orderBy('seq')
    .execute();
  return rows.flatMap(({ id, flag }) =>
    id === null || flag === null ? [] : [{ entry: id, flag }],
  );
}

/** For a statement of its own: the ids of all whom the asker's lists are made of. */
export function listedIds(reads: Reads, asker: Pick<DeskFilter, 'scopes' | 'sites'>) {
  return persons(reads, asker, null).select('id');
}

/** Whether the person is one of those the asker's lists are made of. */
export async function isListed(
  reads: Reads,
  record: string,
  asker: Pick<DeskFilter, 'scopes' | 'sites'>,
): Promise<boolean> {
  if (asker.scopes.length === 0) return false;
  const row = await persons(reads, asker, null)
    .select('id')
    .where('id', '=', record)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

const MAX_QUARANTINE = 500;

/** Entries of the sites' tablets that could not be applied, the latest first. */
export async function listQuarantine({ db }: Reads, sites: readonly string[]) {
  if (sites.length === 0) return [];
  return db
    .selectFrom('entry')
    .innerJoin('device', 'device.id', 'entry.device')
    .select([
      'entry.journal',
      'entry.seq',
      'entry.kind',
      'entry.operator',
      'entry.text',
      'entry.problem',
      'entry.received_at',
      'entry.replaced_by',
      'device.name',
      'device.site',
    ])
    .where('entry.state', '=', 'quarantined')
    .where('device.site', 'in', [...sites])
    .orderBy('entry.received_at', 'desc')
    .orderBy('entry.seq', 'desc')
    .limit(MAX_QUARANTINE)
    .execute();
}

/** Names for ids, where there are any. */
export async function readNames(
  { db, clock }: Reads,
  ids: { operators: readonly string[]; sites: readonly string[]; journals: readonly string[] },
) {
  const none = [''];
  const now = clock.now();
  const operators = await db
    .selectFrom('account')
    .select((each) => [
      'id',
      'full_name',
      each
        .selectFrom('appointment')
        .select('role')
        .whereRef('appointment.account', '=', 'account.id')
        // The role held last; one still to come only where there is no other.
        .orderBy((order) => order.case().when('from_at', '<=', now).then(0).else(1).end())
        .orderBy('from_at', 'desc')
        .limit(1)
        .as('role'),
    ])
    .where('id', 'in', ids.operators.length > 0 ? [...ids.operators] : none)
    .execute();
  const sites = await db
    .selectFrom('site')
    .select(['id', 'name'])
    .where('id', 'in', ids.sites.length > 0 ? [...ids.sites] : none)
    .execute();
  const devices = await db
    .selectFrom('journal')
    .innerJoin('device', 'device.id', 'journal.device')
    .select(['journal.id as journal', 'device.name'])
    .where('journal.id', 'in', ids.journals.length > 0 ? [...ids.journals] : none)
    .execute();
  return {
    operators: operators.map(({ id, full_name, role }) => ({
      id,
      fullName: full_name,
      role: role as Role,
    })),
    sites,
    devices,
  };
}
