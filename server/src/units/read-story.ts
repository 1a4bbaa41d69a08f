import type { UnitKey } from '@khop/shared/entry';
import { foldedKey } from '@khop/shared/name';
import type { AdminUnitRow, AdminUnitStory, AdminUnits } from '@khop/shared/protocol/desk-admin';
import { type Day, dayOf } from '@khop/shared/time';
import { ancestorsOn, type Unit, unitTable } from '@khop/shared/unit';
import type { Reads } from '../store/store.ts';
import { findStoredUnit, readAncestry, unitOf } from '../store/units.ts';

/** Beyond this nobody reads on, they type another letter. */
const AT_ONCE = 50;
/** Numbers of hamlets end at 999. */
const MAX_HAMLETS = 999;

/** Units of every edition by the beginning of their code or a part of their name, those in force first. */
export async function searchUnits(reads: Reads, asked: string): Promise<AdminUnits> {
  const text = asked.trim();
  const folded = foldedKey(text);
  if (folded === '') return { units: [], more: false };
  const query = reads.db.selectFrom('unit').selectAll();
  const isCode = /^[\d.]+$/.test(text);
  const rows = await query
    .where((each) =>
      isCode ? each('code', 'like', `${text}%`) : each('folded', 'like', `%${folded}%`),
    )
    // What ended comes behind, whatever its code; the larger before the smaller.
    .orderBy((each) => each.case().when('valid_to', 'is', null).then(0).else(1).end())
    .orderBy((each) => each.fn<number>('length', ['code']))
    .orderBy('code')
    .orderBy('edition')
    .limit(AT_ONCE + 1)
    .execute();
  const units = rows.slice(0, AT_ONCE).map(unitOf);
  return { units: await tellAll(reads, units), more: rows.length > AT_ONCE };
}

/** A unit with what it was made of, what it became, and its hamlets; null where there is none. */
export async function readUnitStory(reads: Reads, key: UnitKey): Promise<AdminUnitStory | null> {
  const unit = await findStoredUnit(reads, key);
  if (unit === null) return null;
  const { edition, code } = key;
  const hamlets = await reads.db
    .selectFrom('unit')
    .selectAll()
    .where('edition', '=', edition)
    .where('code', 'like', `${code}.%`)
    .where('level', '=', 'hamlet')
    .orderBy((each) => each.fn<number>('length', ['code']))
    .orderBy('code')
    .limit(MAX_HAMLETS)
    .execute();
  const [told] = await tellAll(reads, [unit]);
  if (told === undefined) return null;
  return {
    unit: told,
    madeOf: await tellAll(reads, await connected(reads, key, 'from')),
    became: await tellAll(reads, await connected(reads, key, 'to')),
    hamlets: hamlets.map((row) => tellUnit(unitOf(row), [])),
  };
}

/** The units on the other side of its changes: `from`, what it was made of; `to`, what it became. */
async function connected(
  { db }: Reads,
  { edition, code }: UnitKey,
  side: 'from' | 'to',
): Promise<Unit[]> {
  const own = side === 'from' ? 'to' : 'from';
  const rows = await db
    .selectFrom('unit_change')
    .innerJoin('unit', (join) =>
      join.onRef('edition', '=', `${side}_edition`).onRef('code', '=', `${side}_code`),
    )
    .selectAll('unit')
    .where(`${own}_edition`, '=', edition)
    .where(`${own}_code`, '=', code)
    .orderBy('code')
    .execute();
  return rows.map(unitOf);
}

async function tellAll(reads: Reads, units: readonly Unit[]): Promise<AdminUnitRow[]> {
  const today = dayOf(reads.clock.now());
  const told: AdminUnitRow[] = [];
  for (const unit of units) told.push(tellUnit(unit, await namesAbove(reads, unit, today)));
  return told;
}

async function namesAbove(reads: Reads, unit: Unit, today: Day): Promise<string[]> {
  const table = unitTable(await readAncestry(reads, unit), []);
  return ancestorsOn(table, unit, today).map(({ name }) => name);
}

function tellUnit(unit: Unit, above: string[]): AdminUnitRow {
  const { edition, code, name, level, validFrom, validTo } = unit;
  return { unit: { edition, code }, name, level, validFrom, validTo, above };
}
