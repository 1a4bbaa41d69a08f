import { hash } from 'node:crypto';
import { identityKey, judgeCheck, judgeCheckability } from '@khop/shared/identity';
import { type Id, newId } from '@khop/shared/ids';
import { type CheckRequest, queueChecks } from '../store/check-queue.ts';
import { readRecords } from '../store/records.ts';
import type { Store, Tx } from '../store/store.ts';

const PERSONS_AT_ONCE = 500;

/**
 * Asks again about persons whose content is as it was but whose truth may have changed: the police
 * corrected the population data (DOMAIN section 1, steps 6 and 7). Answers how many are asked.
 */
export async function recheck(tx: Tx, ids: readonly Id[], officer: string): Promise<number> {
  const now = tx.clock.now();
  const requests: CheckRequest[] = [];
  for (const record of (await readRecords(tx, ids)).values()) {
    if (record.type !== 'person') continue;
    const judged = judgeCheckability(record.identity);
    if (judged.state !== 'checkable') continue;
    if (judgeCheck(record.identity, record.verdicts).state === 'match') continue;
    requests.push({
      id: newId(now, tx.random),
      subject: record.id,
      dedupeKey: `${record.id}:${hash('sha256', identityKey(judged.fields))}`,
      payload: { fields: judged.fields, officer },
      runAt: now,
    });
  }
  await queueChecks(tx, requests);
  return requests.length;
}

/** Asks again about every mismatch of the office, a portion at a time. */
export async function recheckMismatches(store: Store, officer: string): Promise<number> {
  let asked = 0;
  for (let after = ''; ; ) {
    const ids = await store.read((reads) => mismatchesAfter(reads, after));
    const last = ids.at(-1);
    if (last === undefined) return asked;
    asked += await store.write((tx) => recheck(tx, ids, officer));
    after = last;
  }
}

async function mismatchesAfter({ db }: Pick<Tx, 'db'>, after: Id): Promise<Id[]> {
  const rows = await db
    .selectFrom('record')
    .select('id')
    .where('check_state', '=', 'mismatch')
    .where('id', '>', after)
    .orderBy('id')
    .limit(PERSONS_AT_ONCE)
    .execute();
  return rows.map(({ id }) => id);
}
