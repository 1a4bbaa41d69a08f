import type { Plant } from './planted.ts';

const ENTRIES = 'client/src/data/entries.ts';
const OPEN = 'client/src/open-tablet.ts';
const PULL = 'client/src/sync/pull.ts';

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: source text, not a template
export const plantsInTablet: readonly Plant[] = [
  {
    // The power rig (e2e/faults) has the office's "ack before fsync" as its control: a house in one
    // process cannot see an fsync. What it can see is the tablet's own: strict or relaxed.
    name: 'saved before it is on the disk',
    breaks: /I1/,
    seed: 2,
    edits: [
      {
        file: 'client/src/data/ledger.ts',
        find: "chromeTransactionDurability: 'strict',",
        put: "chromeTransactionDurability: 'relaxed',",
      },
    ],
  },
  {
    name: 'failed write resolved',
    breaks: /I1/,
    seed: 1,
    edits: [
      {
        file: 'client/src/data/saving.ts',
        find: '    const kept = await write(fact);\n    deps.onSaved(kept);\n    return kept.entry;',
        put: "    void write(fact).then(deps.onSaved, () => undefined);\n    return { ...fact, journal: '0'.repeat(32), seq: 1 } as never;",
      },
    ],
  },
  {
    name: 'tabs reuse a seq',
    breaks: /I1|I5/,
    seed: 1,
    edits: [
      {
        file: ENTRIES,
        find: '  let tried: [JournalId, number] | null = null;',
        put: '  let tried: [JournalId, number] | null = null;\n  const seen = await ledger.run(findJournal);',
      },
      {
        file: ENTRIES,
        find: 'const journal = await findJournal(db);',
        put: 'const journal = seen;',
      },
      {
        file: ENTRIES,
        find: "{ table: 'entries', type: 'add', row }",
        put: "{ table: 'entries', type: 'put', row }",
      },
      {
        file: ENTRIES,
        find: "{ table: 'bodies', type: 'add', row: body }",
        put: "{ table: 'bodies', type: 'put', row: body }",
      },
    ],
  },
  {
    name: 'everything counts as acknowledged',
    breaks: /I2|I10|I16/,
    seed: 1,
    edits: [
      {
        file: ENTRIES,
        find: 'const acked = Math.min(held, row.head);',
        put: 'const acked = row.head;',
      },
    ],
  },
  {
    name: 'push only above its own mark after a restore',
    breaks: /I2|I10/,
    seed: 1,
    edits: [
      {
        file: ENTRIES,
        find: 'const acked = Math.min(held, row.head);',
        put: 'const acked = Math.max(row.acked, Math.min(held, row.head));',
      },
    ],
  },
  {
    name: 'delete at the acknowledgement',
    breaks: /I14/,
    seed: 1,
    edits: [
      { file: ENTRIES, find: 'const upTo = Math.min(safe, acked);', put: 'const upTo = acked;' },
      {
        file: ENTRIES,
        find: 'const KEPT_DAYS_MS = 30 * 86_400_000;',
        put: 'const KEPT_DAYS_MS = 0;',
      },
    ],
  },
  {
    name: 'log-out wipes',
    breaks: /I14|I1|I2|I10/,
    seed: 1,
    edits: [
      {
        file: OPEN,
        find: '    state.set(lockedState(site, operators));\n',
        put: "    state.set(lockedState(site, operators));\n    filling.track(ledger.run((db) => db.transaction('rw', db.bodies, () => db.bodies.clear())));\n",
      },
    ],
  },
  {
    name: 'scope loss purges',
    breaks: /I14|I1|I2|I10/,
    seed: 2,
    edits: [
      {
        file: OPEN,
        find: '    await cache.keepOnly(await people.scopes());',
        put: "    if (postman.status.get().problem === 'signed-out') await ledger.run((db) => db.transaction('rw', db.bodies, () => db.bodies.clear()));\n    await cache.keepOnly(await people.scopes());",
      },
    ],
  },
  {
    name: 'migration drops entries',
    breaks: /I14|I1|I2|I10/,
    seed: 1,
    edits: [
      {
        file: 'client/src/data/ledger.ts',
        find: '  return db as LedgerDb;',
        put: "  globalThis.builds = (globalThis.builds ?? 0) + 1;\n  if (globalThis.builds > 8) db.on('ready', (open) => open.table('bodies').clear());\n  return db as LedgerDb;",
      },
    ],
  },
  {
    name: 'compaction past a cursor',
    breaks: /I9|T3/,
    seed: 2,
    edits: [
      { file: PULL, find: 'const SMALL_PAGES = 64;', put: 'const SMALL_PAGES = 6;' },
      {
        file: 'client/src/data/pages.ts',
        find: 'for (const page of pages.toReversed()) {',
        put: 'for (const page of pages) {',
      },
    ],
  },
  {
    name: 'cursor without its page',
    breaks: /I9|T3/,
    seed: 1,
    edits: [
      {
        file: PULL,
        find: 'await deps.cache.store(cursor, next, pages, staleIds)',
        put: 'await deps.cache.store(cursor, next, [], staleIds)',
      },
    ],
  },
  {
    name: 'cursor before data',
    breaks: /I9|T3/,
    seed: 17,
    edits: [
      {
        file: PULL,
        find: 'const stored = await deps.cache.store(cursor, next, pages, staleIds);',
        put: 'await deps.cache.store(cursor, next, []);\n    const stored = await deps.cache.store(next, next, pages, staleIds);',
      },
    ],
  },
  {
    name: 'cursor stuck on a page',
    breaks: /I20/,
    seed: 1,
    edits: [
      {
        file: PULL,
        find: '    after: place.to,',
        put: '    after: isEnd && added > 0 ? (cursor?.after ?? 0) : place.to,',
      },
    ],
  },
  {
    name: 'last writer wins',
    breaks: /I11/,
    seed: 2,
    edits: [
      {
        file: 'shared/src/fold-identity.ts',
        find: 'if (isConcurrent && ',
        put: 'if (isConcurrent && setBy.entry === said.entry && ',
      },
    ],
  },
  {
    name: 'the order of the tablets’ clocks',
    breaks: /I11/,
    seed: 2,
    edits: [
      {
        file: 'shared/src/fold-identity.ts',
        find: 'if (isConcurrent && ',
        put: "if (isConcurrent && said.at < (record.versions[setBy.index]?.at ?? '') && ",
      },
    ],
  },
  {
    name: 'folding is not idempotent',
    breaks: /I4|I9|R1|I6/,
    seed: 1,
    edits: [
      {
        file: 'shared/src/record.ts',
        find: 'if (record?.applied.includes(entry.id)) return { record };',
        put: '',
      },
    ],
  },
  {
    name: 'a verdict taken for another revision',
    breaks: /I17/,
    seed: 1,
    edits: [
      {
        file: 'shared/src/identity.ts',
        find: 'verdicts.findLast((each) => each.key === key)',
        put: 'verdicts.at(-1)',
      },
    ],
  },
];
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: source text, not a template
