import { hash } from 'node:crypto';
import { identityKey, judgeCheckability } from '@khop/shared/identity';
import { newId } from '@khop/shared/ids';
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
  for (const record of personsWithNewIdentity(holding)) {
    const checkability = judgeCheckability(record.identity);
    if (checkability.state !== 'checkable') continue;
    const { fields } = checkability;
    const key = identityKey(fields);
    if (record.verdicts.some((verdict) => verdict.key === key)) continue;
    requests.push({
      id: newId(now, tx.random),
      subject: record.id,
      dedupeKey: `${record.id}:${hash('sha256', key)}`,
      payload: { fields, officer: record.versions.at(-1)?.operator ?? '' },
      runAt: now,
    });
  }
  await queueChecks(tx, requests);
}
