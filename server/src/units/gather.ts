import { type Unit, type UnitRef, unitKey } from '@khop/shared/unit';
import type { ChangeBasis, KnownChange } from '../store/units.ts';
import type { UnitNote, UnitProblem } from './unit-problem.ts';

/** What was read of a list: all of it, or nothing where there are problems. */
export type UnitList = {
  units: Unit[];
  changes: KnownChange[];
  notes: UnitNote[];
  problems: UnitProblem[];
};

/** Collects units and changes of a list, each once. */
export function makeGathering() {
  const units = new Map<string, Unit>();
  const changes = new Map<string, KnownChange>();
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
    connect(from: UnitRef, to: UnitRef, basis: ChangeBasis): void {
      const key = `${unitKey(from)}>${unitKey(to)}`;
      if (!changes.has(key)) changes.set(key, { from: refOf(from), to: refOf(to), basis });
    },
    list(): UnitList {
      return { units: [...units.values()], changes: [...changes.values()], notes, problems };
    },
  };
}

export type Gathering = ReturnType<typeof makeGathering>;

function refOf({ edition, code }: UnitRef): UnitRef {
  return { edition, code };
}
