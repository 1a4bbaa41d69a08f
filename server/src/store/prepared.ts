import type Database from 'better-sqlite3';

const statements = new WeakMap<Database.Database, Map<string, Database.Statement>>();

/** A prepared statement kept for the life of its connection. Only constant SQL may be asked for. */
export function prepared<Row = unknown>(
  raw: Database.Database,
  text: string,
): Database.Statement<unknown[], Row> {
  let known = statements.get(raw);
  if (known === undefined) {
    known = new Map();
    statements.set(raw, known);
  }
  let statement = known.get(text);
  if (statement === undefined) {
    statement = raw.prepare(text);
    known.set(text, statement);
  }
  return statement as Database.Statement<unknown[], Row>;
}

/** Lists of many lengths make many texts. */
const MOST = 500;

/** Prepares what was not prepared lately; for statements that are run to their end at once. */
export function keepStatements(raw: Database.Database): (text: string) => Database.Statement {
  const kept = new Map<string, Database.Statement>();
  return (text) => {
    const held = kept.get(text);
    if (held !== undefined) return held;
    if (kept.size >= MOST) kept.clear();
    const statement = raw.prepare(text);
    kept.set(text, statement);
    return statement;
  };
}
