import type { UnitKey } from '@khop/shared/entry';
import { foldedKey } from '@khop/shared/name';
import type { Day } from '@khop/shared/time';
import { standsOn, type Unit, type UnitChange, unitKey, unitTable } from '@khop/shared/unit';
import { communesBelow, reachOf, unitScope } from '@khop/shared/unit-reach';
import type { Reads, Tx } from './store.ts';
import type { Tables } from './tables.ts';

/** How it is known that one unit became another: told by a list, or found by code or name. */
export type ChangeBasis = 'list' | 'same-code' | 'same-name';
export type KnownChange = UnitChange & { basis: ChangeBasis };

type UnitRow = Tables['unit'];
type ChangeRow = Tables['unit_change'];

export function unitOf(row: UnitRow): Unit {
  const { edition, code, name, parent } = row;
  const level = row.level as Unit['level'];
  return { edition, code, level, name, parent, validFrom: row.valid_from, validTo: row.valid_to };
}

function rowOfUnit({ edition, code, level, name, parent, validFrom, validTo }: Unit): UnitRow {
  const days = { valid_from: validFrom, valid_to: validTo };
  return { edition, code, level, name, folded: foldedKey(name), parent, ...days };
}

function changeOf(row: ChangeRow): KnownChange {
  return {
    from: { edition: row.from_edition, code: row.from_code },
    to: { edition: row.to_edition, code: row.to_code },
    basis: row.basis as ChangeBasis,
  };
}

function rowOfChange({ from, to, basis }: KnownChange): ChangeRow {
  return {
    from_edition: from.edition,
    from_code: from.code,
    to_edition: to.edition,
    to_code: to.code,
    basis,
  };
}

export async function readUnits({ db }: Reads): Promise<Unit[]> {
  const rows = await db
    .selectFrom('unit')
    .selectAll()
    .orderBy('valid_from')
    .orderBy('edition')
    .orderBy('code')
    .execute();
  // Where no beginning is known the unit is the oldest of its code; engines sort null differently.
  rows.sort((a, b) => Number(b.valid_from === null) - Number(a.valid_from === null));
  return rows.map(unitOf);
}

export async function readUnitChanges({ db }: Reads): Promise<KnownChange[]> {
  return (await db.selectFrom('unit_change').selectAll().execute()).map(changeOf);
}

export async function findStoredUnit({ db }: Reads, unit: UnitKey): Promise<Unit | null> {
  const row = await db
    .selectFrom('unit')
    .selectAll()
    .where('edition', '=', unit.edition)
    .where('code', '=', unit.code)
    .executeTakeFirst();
  return row === undefined ? null : unitOf(row);
}

/** What a unit became, one step on. */
export async function changesFrom({ db }: Reads, unit: UnitKey): Promise<KnownChange[]> {
  const rows = await db
    .selectFrom('unit_change')
    .selectAll()
    .where('from_edition', '=', unit.edition)
    .where('from_code', '=', unit.code)
    .execute();
  return rows.map(changeOf);
}

/** [U5] The unit a code means on a day. */
export async function findUnitOn({ db }: Reads, code: string, day: Day): Promise<Unit | null> {
  const rows = await db.selectFrom('unit').selectAll().where('code', '=', code).execute();
  return rows.map(unitOf).find((unit) => standsOn(unit, day)) ?? null;
}

/** A unit with all that may stand above it: units of the codes it names, of any edition. */
export async function readAncestry(reads: Reads, unit: Unit): Promise<Unit[]> {
  const found = [unit];
  for (let code = unit.parent; code !== null; ) {
    const rows = await reads.db.selectFrom('unit').selectAll().where('code', '=', code).execute();
    const units = rows
      .map(unitOf)
      .filter((each) => !found.some((known) => known.code === each.code));
    found.push(...units);
    code = units.find((each) => each.edition === unit.edition)?.parent ?? units[0]?.parent ?? null;
  }
  return found;
}

const AT_ONCE = 1000;

/** Enters units and changes, or brings them up to date, and works out anew what each place reaches. */
export async function putUnits(
  tx: Tx,
  units: readonly Unit[],
  changes: readonly KnownChange[],
): Promise<void> {
  for (let from = 0; from < units.length; from += AT_ONCE) {
    await tx.db
      .insertInto('unit')
      .values(units.slice(from, from + AT_ONCE).map(rowOfUnit))
      .onConflict((conflict) =>
        conflict.columns(['edition', 'code']).doUpdateSet((row) => ({
          level: row.ref('excluded.level'),
          name: row.ref('excluded.name'),
          folded: row.ref('excluded.folded'),
          parent: row.ref('excluded.parent'),
          valid_from: row.ref('excluded.valid_from'),
          valid_to: row.ref('excluded.valid_to'),
        })),
      )
      .execute();
  }
  for (let from = 0; from < changes.length; from += AT_ONCE) {
    await tx.db
      .insertInto('unit_change')
      .values(changes.slice(from, from + AT_ONCE).map(rowOfChange))
      .onConflict((conflict) =>
        conflict
          .columns(['from_edition', 'from_code', 'to_edition', 'to_code'])
          .doUpdateSet((row) => ({ basis: row.ref('excluded.basis') })),
      )
      .execute();
  }
  // Records know no hamlet: none changes what a place reaches.
  if (changes.length > 0 || units.some(({ level }) => level !== 'hamlet')) await renewReach(tx);
}

/** [U6] The law's answer for every unit, kept so that a question costs a look-up. */
async function renewReach(tx: Tx): Promise<void> {
  const table = unitTable(await readUnits(tx), await readUnitChanges(tx));
  const below = communesBelow(table);
  await tx.db.deleteFrom('unit_reach').execute();
  let rows: Tables['unit_reach'][] = [];
  const put = async () => {
    if (rows.length > 0) await tx.db.insertInto('unit_reach').values(rows).execute();
    rows = [];
  };
  for (const unit of table.units.values()) {
    if (unit.level === 'hamlet') continue;
    const above = unitScope(unit);
    for (const scope of reachOf(table, unit, below)) {
      // That a commune reaches itself needs no row.
      if (scope !== above) rows.push({ above, scope });
      if (rows.length === AT_ONCE) await put();
    }
  }
  await put();
}

/** The commune scopes each of these units reaches beyond itself, by `unitKey`; none for areas. */
export async function readReach(
  { db }: Reads,
  units: readonly UnitKey[],
): Promise<Map<string, string[]>> {
  const reached = new Map<string, string[]>();
  const scopes = new Map(units.map((unit) => [unitKey(unit), unitScope(unit)]));
  const communes = [...new Set(scopes.values())].filter((scope) => scope.startsWith('commune:'));
  if (communes.length === 0) return reached;
  const rows = await db
    .selectFrom('unit_reach')
    .selectAll()
    .where('above', 'in', communes)
    .orderBy('scope')
    .execute();
  for (const [key, above] of scopes) {
    reached.set(
      key,
      rows.filter((row) => row.above === above).map(({ scope }) => scope),
    );
  }
  return reached;
}
