import type { PartialDate } from '@khop/shared/partial-date';
import { sql } from 'kysely';
import type { Reads, Tx } from './store.ts';

/** A citizen of the imported list. */
export type PopulationRow = {
  number: string | null;
  oldNumber: string | null;
  fullName: string;
  sex: 'male' | 'female';
  birthDate: PartialDate;
};

// Eight columns: well below SQLite's 32,766 and PostgreSQL's 65,535 parameters a statement.
const ROWS_AT_ONCE = 1000;
const COLUMNS = sql.raw('number, old_number, full_name, sex, birth, birth_precision');

/**
 * Sets rows of a list aside, invisible until `adoptPopulation`: a list that breaks off half way
 * must not answer anybody. A row met twice in one list counts once, the last.
 */
export async function stagePopulation(
  tx: Tx,
  list: string,
  rows: readonly PopulationRow[],
): Promise<void> {
  const byId = new Map(rows.map((row) => [populationId(row), row]));
  const values = [...byId].map(([id, row]) => ({
    list,
    id,
    number: row.number,
    old_number: row.oldNumber,
    full_name: row.fullName,
    sex: row.sex,
    birth: row.birthDate.value,
    birth_precision: row.birthDate.precision,
  }));
  for (let from = 0; from < values.length; from += ROWS_AT_ONCE) {
    await tx.db
      .insertInto('population_staged')
      .values(values.slice(from, from + ROWS_AT_ONCE))
      .onConflict((conflict) =>
        conflict.columns(['list', 'id']).doUpdateSet((row) => ({
          number: row.ref('excluded.number'),
          old_number: row.ref('excluded.old_number'),
          full_name: row.ref('excluded.full_name'),
          sex: row.ref('excluded.sex'),
          birth: row.ref('excluded.birth'),
          birth_precision: row.ref('excluded.birth_precision'),
        })),
      )
      .execute();
  }
}

/** A citizen is one by personal ID; an elder without one by the old number and the name. */
function populationId(row: PopulationRow): string {
  return row.number ?? `${row.oldNumber}:${row.fullName}`;
}

/** Makes a staged list part of the population at one moment. Answers how many rows are new or changed. */
export async function adoptPopulation(tx: Tx, list: string): Promise<{ changed: number }> {
  const adopted = await sql`
    insert into population (id, ${COLUMNS})
    select id, ${COLUMNS} from population_staged where list = ${list}
    on conflict (id) do update set
      number = excluded.number, old_number = excluded.old_number,
      full_name = excluded.full_name, sex = excluded.sex,
      birth = excluded.birth, birth_precision = excluded.birth_precision
    where population.old_number is distinct from excluded.old_number
      or population.full_name <> excluded.full_name or population.sex <> excluded.sex
      or population.birth <> excluded.birth
      or population.birth_precision <> excluded.birth_precision
  `.execute(tx.db);
  await dropStaged(tx, list);
  return { changed: Number(adopted.numAffectedRows ?? 0) };
}

export async function dropStaged(tx: Tx, list: string): Promise<void> {
  await tx.db.deleteFrom('population_staged').where('list', '=', list).execute();
}

/** Forgets what lists begun before this one's id left behind when their process was killed. */
export async function dropStagedBefore(tx: Tx, list: string): Promise<void> {
  await tx.db.deleteFrom('population_staged').where('list', '<', list).execute();
}

export async function findCitizens(
  reads: Reads,
  asked: { numbers: readonly string[]; oldNumbers: readonly string[] },
): Promise<PopulationRow[]> {
  if (asked.numbers.length + asked.oldNumbers.length === 0) return [];
  const rows = await reads.db
    .selectFrom('population')
    .selectAll()
    .where((where) =>
      where.or([
        ...(asked.numbers.length > 0 ? [where('number', 'in', asked.numbers)] : []),
        ...(asked.oldNumbers.length > 0 ? [where('old_number', 'in', asked.oldNumbers)] : []),
      ]),
    )
    .execute();
  return rows.map((row) => ({
    number: row.number,
    oldNumber: row.old_number,
    fullName: row.full_name,
    sex: row.sex === 'female' ? 'female' : 'male',
    birthDate: {
      value: row.birth,
      precision: row.birth_precision as PartialDate['precision'],
    },
  }));
}

export async function hasPopulation(reads: Reads): Promise<boolean> {
  const row = await reads.db.selectFrom('population').select('id').limit(1).executeTakeFirst();
  return row !== undefined;
}
