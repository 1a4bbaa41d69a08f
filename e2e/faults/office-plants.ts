import type { Edit } from '../house/planted.ts';

/** A bug as somebody might write it into the office: each `find` stands exactly once in its `file`. */
export type OfficePlant = {
  name: string;
  edits: readonly Edit[];
};

const SQLITE = 'server/src/store/sqlite.ts';
const POSTGRES = 'server/src/store/postgres.ts';

/** The controls: a rig that does not find its plant proves nothing. */
export const officePlants: readonly OfficePlant[] = [
  {
    // Half of it is SQLite's own default under WAL.
    name: 'synchronous=NORMAL',
    edits: [
      {
        file: SQLITE,
        find: "raw.pragma('synchronous = FULL');",
        put: "raw.pragma('synchronous = NORMAL');",
      },
      {
        file: SQLITE,
        find: "raw.pragma('synchronous', { simple: true }) === 2",
        put: "raw.pragma('synchronous', { simple: true }) === 1",
      },
    ],
  },
  {
    name: 'synchronous_commit=off',
    edits: [
      {
        file: POSTGRES,
        find: "rows[0]?.commit === 'off' || rows[0]?.fsync === 'off'",
        put: "rows[0]?.fsync === 'off'",
      },
      {
        file: POSTGRES,
        find: "max: 8, application_name: 'khop'",
        put: "max: 8, application_name: 'khop', options: '-c synchronous_commit=off'",
      },
    ],
  },
  {
    name: 'acknowledged before the commit',
    edits: [
      { file: SQLITE, find: "throw new Error('a transaction was left open')", put: 'void 0' },
      {
        file: SQLITE,
        find: "writer.exec('begin immediate');",
        put: "if (!writer.inTransaction) writer.exec('begin immediate');",
      },
      {
        file: SQLITE,
        find: "writer.exec('commit');",
        put: "const told = globalThis as { held?: boolean }; if (tx.moved.size > 0) told.held = true; if (!told.held || Math.random() < 0.02) { writer.exec('commit'); told.held = false; }",
      },
    ],
  },
  {
    name: 'goes on after a failed fsync',
    edits: [
      { file: SQLITE, find: "if (trouble?.kind === 'broken') {", put: 'if (broken !== null) {' },
    ],
  },
  {
    name: 'a verdict without a question',
    edits: [
      {
        file: 'server/src/checks/worker.ts',
        find: 'return await registry.check(questions, signal);',
        put: "return questions.length > 3 ? questions.map(({ id }) => ({ id, outcome: 'match' as const, raw: '' })) : await registry.check(questions, signal);",
      },
    ],
  },
  {
    // A database merely put back goes on in its old epoch, as anybody's would.
    name: 'no tablet is believed',
    edits: [
      {
        file: 'server/src/sync/push.ts',
        find: "return decision?.status === 'gap' && push.epoch === office.epoch;",
        put: 'return false;',
      },
    ],
  },
];
