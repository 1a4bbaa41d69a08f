import { hash } from 'node:crypto';
import { identityKey, judgeCheckability } from '@khop/shared/identity';
import { type Id, newId, type Random } from '@khop/shared/ids';
import { type CheckRequest, queueChecks } from '../store/check-queue.ts';
import type { Tx } from '../store/store.ts';
import { type Holding, personsWithNewIdentity } from './holding.ts';

/**
 * Queues a check for each identity that is new or changed, can be checked and has no verdict. A
 * question that is already waiting is not asked twice (the queue's dedupe key).
 */
export async function queueNewChecks(tx: Tx, holding: Holding): Promise<void> {
  const now = tx.clock.now();
  const requests: CheckRequest[] = [];
  const nextId = idsInARow(now, tx.random);
  for (const record of personsWithNewIdentity(holding)) {
    const checkability = judgeCheckability(record.identity);
    if (checkability.state !== 'checkable') continue;
    const { fields } = checkability;
    const key = identityKey(fields);
    if (record.verdicts.some((verdict) => verdict.key === key)) continue;
    requests.push({
      id: nextId(),
      subject: record.id,
      dedupeKey: `${record.id}:${hash('sha256', key)}`,
      payload: { fields, officer: record.versions.at(-1)?.operator ?? '' },
      runAt: now,
    });
  }
  await queueChecks(tx, requests);
}

/** UUIDs that differ in a counter with a random start: thousands of them from one draw. */
function idsInARow(now: number, random: Random): () => Id {
  let first = '';
  let count = 0;
  return () => {
    if (first === '') {
      first = newId(now, random);
      count = Number.parseInt(first.slice(25), 16);
    }
    count += 1;
    return first.slice(0, 24) + count.toString(16).padStart(12, '0');
  };
}
