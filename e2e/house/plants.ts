/**
 * A bug as somebody might write it: `find` stands exactly once in `file` and is replaced by `put`
 * while the source is loaded. `breaks` names the promise that must be seen broken.
 */
export type Plant = { name: string; file: string; find: string; put: string; breaks: RegExp };

/** Each must be found by the simulation, or the simulation proves nothing. */
// biome-ignore-start lint/suspicious/noTemplateCurlyInString: source text, not a template
export const plants: readonly Plant[] = [
  {
    name: 'the last of many is acknowledged and not stored',
    file: 'server/src/sync/push.ts',
    find: 'await applyEntries(tx, fresh);',
    put: 'await applyEntries(tx, fresh.length > 3 ? fresh.slice(0, -1) : fresh);',
    breaks: /I5|I2/,
  },
  {
    name: 'a repeated push moves the head twice',
    file: 'server/src/sync/push.ts',
    find: 'row.head += fresh.length;',
    put: 'row.head += push.arrivals.length;',
    breaks: /./,
  },
  {
    name: 'folding is not idempotent',
    file: 'shared/src/record.ts',
    find: 'if (record?.applied.includes(entry.id)) return { record };',
    put: '',
    breaks: /I4|I9|R1|I6/,
  },
  {
    name: 'last writer wins',
    file: 'shared/src/fold-identity.ts',
    find: 'if (isConcurrent && ',
    put: 'if (isConcurrent && setBy.entry === said.entry && ',
    breaks: /I11/,
  },
  {
    name: 'everything counts as acknowledged',
    file: 'client/src/data/entries.ts',
    find: 'acked: Math.min(said.head, row.head)',
    put: 'acked: row.head',
    breaks: /I2/,
  },
  {
    name: 'cursor without its page',
    file: 'client/src/sync/pull.ts',
    find: 'await deps.cache.store(cursor, next, pages, staleIds)',
    put: 'await deps.cache.store(cursor, next, [], staleIds)',
    breaks: /I9/,
  },
  {
    name: 'a verdict about another content',
    file: 'shared/src/identity.ts',
    find: 'verdicts.findLast((each) => each.key === key)',
    put: 'verdicts.at(-1)',
    breaks: /I17/,
  },
  {
    name: 'a changed identity is not asked about again',
    file: 'server/src/sync/new-checks.ts',
    find: "dedupeKey: `${record.id}:${hash('sha256', key)}`",
    put: 'dedupeKey: `${record.id}:`',
    breaks: /I17|I10/,
  },
  {
    name: 'no answer is taken for a mismatch',
    file: 'server/src/checks/record-answers.ts',
    find: "const told = (outcome: Answer['outcome']) =>",
    put: "for (const [id, each] of answers) if (each.outcome === 'error') (answers as Map<string, Answer>).set(id, { id, outcome: 'mismatch', raw: each.raw });\n  const told = (outcome: Answer['outcome']) =>",
    breaks: /I17/,
  },
  {
    name: 'a record that changes keeps its place in the feed',
    file: 'server/src/store/feeds.ts',
    find: 'on conflict (scope, record) do update set pos = excluded.pos, gone = excluded.gone`;\n\n/**',
    put: 'on conflict (scope, record) do update set gone = excluded.gone`;\n\n/**',
    breaks: /I9/,
  },
];
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: source text, not a template
