import { type Unit, type UnitRef, unitKey } from '@khop/shared/unit';
import type { ChangeBasis, KnownChange } from '../store/units.ts';
import type { ListRow } from './list-file.ts';
import type { UnitNote, UnitProblem } from './unit-problem.ts';

/** What was read of a list: all of it, or nothing where there are problems. */
export type UnitList = {
  units: Unit[];
  changes: KnownChange[];
  notes: UnitNote[];
  problems: UnitProblem[];
  /** Where a unit was told, by its key: what is found out later can still be told beside its row. */
  places: ReadonlyMap<string, Place>;
};
type Place = Pick<UnitProblem, 'file' | 'row' | 'field'>;

/** Collects units and changes of a list, each once. */
export function makeGathering() {
  const units = new Map<string, Unit>();
  const changes = new Map<string, KnownChange>();
  const places = new Map<string, Place>();
  const notes: UnitNote[] = [];
  const problems: UnitProblem[] = [];
  return {
    units,
    changes,
    notes,
    problems,
    /** A unit told twice must be told alike; `null`: it was. */
    put(unit: Unit): 'two-names' | 'two-parents' | null {
      const known = units.get(unitKey(unit));
      if (known === undefined) units.set(unitKey(unit), unit);
      else if (known.name !== unit.name) return 'two-names';
      else if (known.parent !== unit.parent) return 'two-parents';
      return null;
    },
    /** Remembers the row and column that told a unit. */
    place<Column extends string>(unit: UnitRef, row: ListRow<Column>, column: Column): void {
      places.set(unitKey(unit), { file: row.file, row: row.row, field: row.titleOf(column) });
    },
    connect(from: UnitRef, to: UnitRef, basis: ChangeBasis): void {
      const key = `${unitKey(from)}>${unitKey(to)}`;
      if (!changes.has(key)) changes.set(key, { from: refOf(from), to: refOf(to), basis });
    },
    list(): UnitList {
      return {
        units: [...units.values()],
        changes: [...changes.values()],
        notes,
        problems,
        places,
      };
    },
  };
}

export type Gathering = ReturnType<typeof makeGathering>;

function refOf({ edition, code }: UnitRef): UnitRef {
  return { edition, code };
}
