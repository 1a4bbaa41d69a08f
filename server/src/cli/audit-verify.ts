import { createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { printedAnchor } from '../audit/anchor.ts';
import { readAnchors } from '../audit/anchor-points.ts';
import { verifyAudit } from '../audit/verify.ts';
import { openStore } from '../store/open-store.ts';
import { placeOf } from './backup-say.ts';
import type { Io } from './json-lines.ts';
import { machine } from './machine.ts';

const options = {
  data: { type: 'string' },
  database: { type: 'string' },
  anchors: { type: 'string' },
  key: { type: 'string' },
  restored: { type: 'string', multiple: true, default: [] as string[] },
} as const;

/**
 * `khop audit verify [--data DIR | --database LOCATION] [--anchors DIR [--key PUBLIC.pem]]
 * [--restored EPOCH …]`: one JSON line for each row that does not hold, then one with the sum. Exit
 * code 1 if anything does not hold. A restore takes the rows after the backup away: name the epochs
 * it ended, which the sum lists, once you have made sure that it was you.
 */
export async function run(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args, options });
  const key = values.key === undefined ? null : createPublicKey(await readFile(values.key));
  const points = values.anchors === undefined ? null : await readAnchors(values.anchors, key);
  const store = await openStore(placeOf(values, process.env).location, machine);
  try {
    const verified = await store.read(({ db }) =>
      verifyAudit(db, points, new Set(values.restored)),
    );
    const epochs = await store.read(({ db }) =>
      db.selectFrom('office').select(['epoch', 'reason']).orderBy('nth').execute(),
    );
    const { findings, ...counts } = verified;
    const problems = points?.problems ?? [];
    for (const each of [...findings, ...problems]) {
      await io.stdout.write(`${JSON.stringify(each)}\n`);
    }
    const sum = {
      ...counts,
      wrong: findings.length,
      anchors: points?.lines ?? 0,
      wrongAnchors: problems.length,
      lastAnchor: points?.last ? printedAnchor(points.last) : null,
      epochs,
    };
    await io.stdout.write(`${JSON.stringify(sum)}\n`);
    return findings.length + problems.length === 0 ? 0 : 1;
  } finally {
    await store.close();
  }
}
