import { type Id, newId } from '@khop/shared/ids';
import {
  type HeaderProblem,
  type RowProblem,
  readPopulation,
} from '../registry/population-file.ts';
import {
  adoptPopulation,
  dropStaged,
  dropStagedBefore,
  type PopulationRow,
  stagePopulation,
} from '../store/population.ts';
import type { Store, World } from '../store/store.ts';

const ROWS_AT_ONCE = 5000;
const DAY_MS = 24 * 60 * 60_000;
/** A list of the wrong kind has a fault in every row; nobody reads a million of them. */
const MAX_PROBLEMS = 1000;

export type PopulationReport = {
  /** Rows below the titles. */
  rows: number;
  accepted: number;
  /** Accepted rows that were new or told something new. */
  changed: number;
  refused: number;
  /** The first faults, row by row. */
  problems: RowProblem[];
};

/**
 * Takes a population list into the office: good rows become visible all at once at the end, bad
 * rows are reported with a cure. The same list again changes nothing. Memory is one portion,
 * whatever the size of the list, and other writes go on between two portions.
 */
export async function importPopulation(
  store: Store,
  world: World,
  chunks: AsyncIterable<string> | Iterable<string>,
): Promise<PopulationReport | HeaderProblem> {
  const now = world.clock.now();
  // The id of a list tells when it was begun; no import takes a day.
  await store.write((tx) => dropStagedBefore(tx, newId(now - DAY_MS, world.random)));
  const list: Id = newId(now, world.random);
  const report: PopulationReport = { rows: 0, accepted: 0, changed: 0, refused: 0, problems: [] };
  let portion: PopulationRow[] = [];
  const stage = async () => {
    const rows = portion;
    portion = [];
    await store.write((tx) => stagePopulation(tx, list, rows));
  };
  try {
    for await (const read of readPopulation(chunks)) {
      if ('missing' in read) return read;
      report.rows += 1;
      if ('problems' in read) {
        report.refused += 1;
        const room = MAX_PROBLEMS - report.problems.length;
        report.problems.push(...read.problems.slice(0, room));
        continue;
      }
      report.accepted += 1;
      portion.push(read.citizen);
      if (portion.length >= ROWS_AT_ONCE) await stage();
    }
    if (portion.length > 0) await stage();
    const { changed } = await store.write((tx) => adoptPopulation(tx, list));
    return { ...report, changed };
  } catch (error) {
    await store.write((tx) => dropStaged(tx, list));
    throw error;
  }
}
