import Database from 'better-sqlite3';

/** What SQLite was asked by everybody in this process, and the rows it gave. */
export type Work = { statements: number; rows: number };

export const work: Work = { statements: 0, rows: 0 };

type Statement = Record<'run' | 'get' | 'all', (...args: unknown[]) => unknown>;

/** Counts from now on. The class of statements is only to be had from one of them. */
export function countWork(): void {
  const sample = new Database(':memory:');
  const kind = Object.getPrototypeOf(sample.prepare('select 1')) as Statement;
  sample.close();
  const { run, get, all } = kind;
  kind.run = function counted(...args) {
    work.statements += 1;
    return run.apply(this, args);
  };
  kind.get = function counted(...args) {
    work.statements += 1;
    const row = get.apply(this, args);
    if (row !== undefined) work.rows += 1;
    return row;
  };
  kind.all = function counted(...args) {
    work.statements += 1;
    const rows = all.apply(this, args) as unknown[];
    work.rows += rows.length;
    return rows;
  };
}

/** What the house itself does to look at its office, or to copy it, is nobody's work. */
export async function uncounted<T>(look: () => Promise<T>): Promise<T> {
  const before = { ...work };
  try {
    return await look();
  } finally {
    Object.assign(work, before);
  }
}

/** What may have been done meanwhile, and how much work that may be, however large the office is. */
export type Done = { requests: number; entries: number; checks: number };

const A_REQUEST = 40;
const AN_ENTRY = 60;

/** [I20] Work is O(changes): bounded by what happened, not by what the office holds. */
export function judgeWork(before: Work, { requests, entries, checks }: Done): string[] {
  const statements = work.statements - before.statements;
  const rows = work.rows - before.rows;
  const may = 500 + A_REQUEST * requests + AN_ENTRY * (entries + checks);
  const broken: string[] = [];
  for (const [what, did] of Object.entries({ statements, rows })) {
    if (did > may)
      broken.push(
        `[I20] ${did} ${what} for ${requests} requests, ${entries} entries, ${checks} checks`,
      );
  }
  return broken;
}
