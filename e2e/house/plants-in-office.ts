import type { Plant } from './planted.ts';

const PUSH = 'server/src/sync/push.ts';

// A bare sequence as the feed's cursor loses rows only where two transactions of PostgreSQL overlap,
// and whether they do is the machine's affair: server/src/sync/pull.test.ts [I9] asks for that.
// biome-ignore-start lint/suspicious/noTemplateCurlyInString: source text, not a template
export const plantsInOffice: readonly Plant[] = [
  {
    name: 'acknowledged before the commit',
    breaks: /I2/,
    seed: 1,
    edits: [
      {
        file: 'server/src/sync/commit.ts',
        find: '  return store.write((tx) => acceptPushes(tx, pushes));',
        put: `  const behind: Push[] = (globalThis.behind ??= []);
  const late = behind.splice(0, behind.length, ...pushes);
  return store.write((tx) => acceptPushes(tx, late)).then(async () => {
    let said: PushOutcome[] = [];
    const dry = async (tx) => {
      said = await acceptPushes(tx, pushes);
      throw new Error('only to know what to answer');
    };
    await store.write(dry).catch(() => undefined);
    return said;
  });`,
      },
    ],
  },
  {
    name: 'no dedupe',
    breaks: /I4|I5/,
    seed: 4,
    edits: [
      {
        file: PUSH,
        find: 'const fresh = push.arrivals.slice(Math.max(0, row.head + 1 - from));',
        put: 'const fresh = push.arrivals.map((each, at) => ({ ...each, row: { ...each.row, seq: row.head + 1 + at } }));',
      },
    ],
  },
  {
    name: 'dedupe without hash',
    breaks: /I5|I2|I4/,
    seed: 1,
    edits: [
      {
        file: PUSH,
        find: 'const forkAt = findFork(push, row, known.hashes);',
        put: 'const forkAt = null as number | null;',
      },
    ],
  },
  {
    name: 'tail dropped but acknowledged',
    breaks: /I2/,
    seed: 1,
    edits: [
      {
        file: PUSH,
        find: 'await applyEntries(tx, fresh);',
        put: 'await applyEntries(tx, fresh.length > 3 ? fresh.slice(0, -1) : fresh);',
      },
    ],
  },
  {
    name: 'a repeated push moves the head twice',
    breaks: /I2|I5/,
    seed: 1,
    edits: [
      { file: PUSH, find: 'row.head += fresh.length;', put: 'row.head += push.arrivals.length;' },
    ],
  },
  {
    name: 'gap accepted',
    breaks: /I2|I5/,
    seed: 3,
    edits: [
      { file: PUSH, find: "if (from > row.head + 1) return { status: 'gap', row };", put: '' },
      {
        file: PUSH,
        find: 'if (before > 0 && hashes.get(before) !== prevHash) return before;',
        put: 'if (hashes.has(before) && before > 0 && hashes.get(before) !== prevHash) return before;',
      },
    ],
  },
  {
    name: 'fork overwritten',
    breaks: /I2|I4|I5|R1/,
    seed: 1,
    edits: [
      {
        file: PUSH,
        find: '  if (forkAt !== null) {\n    row.state',
        put: `  if (forkAt !== null) {
    await tx.db.deleteFrom('entry').where('journal', '=', row.id).where('seq', '>=', forkAt).execute();
    row.head = forkAt - 1;
  }
  if (forkAt === -1) {
    row.state`,
      },
    ],
  },
  {
    name: 'digest copied',
    breaks: /I5|I2|I4/,
    seed: 1,
    edits: [
      {
        file: PUSH,
        find: 'const hashes = new Map(stored.map(({ seq, hash }) => [seq, hash]));',
        put: 'const hashes = new Map([[from - 1, push.prevHash], ...push.arrivals.map(({ row: each }) => [each.seq, each.hash])]);',
      },
    ],
  },
  {
    name: 'epoch ignored',
    breaks: /I9|T3/,
    seed: 1,
    edits: [
      {
        file: 'server/src/sync/pull.ts',
        find: 'if (request.epoch === epoch) {',
        put: 'if (request.epoch !== null) {',
      },
    ],
  },
  {
    name: 'skew refused',
    breaks: /I6/,
    seed: 1,
    edits: [
      {
        file: 'server/src/sync/arrival.ts',
        find: "const problem = 'problem' in read ? read.problem : mayNotSay(read.entry, at);",
        put: "const isOff = 'entry' in read && Math.abs(Date.parse(read.entry.recordedAt.at) - at.receivedAt) > 86_400_000;\n    const problem = 'problem' in read ? read.problem : isOff ? 'bad-body' : mayNotSay(read.entry, at);",
      },
    ],
  },
  {
    name: 'a bad entry blocks those after it',
    breaks: /I10/,
    seed: 1,
    edits: [
      {
        file: 'server/src/sync/arrival.ts',
        find: '    const row: EntryTable = {\n',
        put: "    if ('problem' in read) throw new Error('an entry cannot be read');\n    const row: EntryTable = {\n",
      },
    ],
  },
  {
    name: 'a changed identity is not asked about again',
    breaks: /I17|I10/,
    seed: 2,
    edits: [
      {
        file: 'server/src/sync/new-checks.ts',
        find: "dedupeKey: `${record.id}:${hash('sha256', key)}`",
        put: 'dedupeKey: `${record.id}:`',
      },
    ],
  },
  {
    name: 'no answer is taken for a mismatch',
    breaks: /I17/,
    seed: 2,
    edits: [
      {
        file: 'server/src/checks/record-answers.ts',
        find: "const told = (outcome: Answer['outcome']) =>",
        put: "for (const [id, each] of answers) if (each.outcome === 'error') (answers as Map<string, Answer>).set(id, { id, outcome: 'mismatch', raw: each.raw });\n  const told = (outcome: Answer['outcome']) =>",
      },
    ],
  },
  {
    name: 'a record that changes keeps its place in the feed',
    breaks: /I9/,
    seed: 1,
    edits: [
      {
        file: 'server/src/store/feeds.ts',
        find: 'on conflict (scope, record) do update set pos = excluded.pos, gone = excluded.gone`;\n\n/**',
        put: 'on conflict (scope, record) do update set gone = excluded.gone`;\n\n/**',
      },
    ],
  },
  {
    name: 'a page says where it ends before it is read',
    breaks: /I9/,
    seed: 1,
    edits: [
      {
        file: 'server/src/sync/pull.ts',
        find: 'const rows = await readFeed(reads, scope, from, limit);',
        put: 'const rows = (await readFeed(reads, scope, from, limit)).slice(0, -1);',
      },
    ],
  },
];
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: source text, not a template
