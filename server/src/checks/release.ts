import { mayRelease } from '@khop/shared/oracle';
import { officersAbout } from '../store/asked.ts';
import { recordAct } from '../store/audit.ts';
import type { CheckPayload } from '../store/check-queue.ts';
import { readRecords } from '../store/records.ts';
import type { Reads, Tx } from '../store/store.ts';
import { citizenKey } from './guard.ts';

export type HeldJob = { id: string; subject: string; payload: string };

/** [G3] Whether somebody is the second person for a question: they typed nothing about this citizen. */
export async function mayReleaseJob(reads: Reads, job: HeldJob, who: string): Promise<boolean> {
  const { fields, officer } = JSON.parse(job.payload) as CheckPayload;
  const about = { citizen: citizenKey(fields), subject: job.subject };
  const record = (await readRecords(reads, [job.subject])).get(job.subject);
  const versions = record?.type === 'person' ? record.versions : [];
  const typedBy = [
    officer,
    ...(await officersAbout(reads, about)),
    ...versions.map(({ operator }) => operator),
  ];
  return mayRelease(who, typedBy);
}

/** Lets a question that waits be asked, in the name of a second person; it then counts for nobody. */
export async function releaseCheck(
  tx: Tx,
  id: string,
  who: string,
): Promise<'released' | 'unknown' | 'own'> {
  const job = await tx.db
    .selectFrom('job')
    .select(['id', 'subject', 'payload', 'dedupe_key'])
    .where('id', '=', id)
    .where('state', '=', 'held')
    .executeTakeFirst();
  if (job === undefined) return 'unknown';
  if (!(await mayReleaseJob(tx, job, who))) return 'own';
  // A question of the same content that was queued since would be held again: this one stands for it.
  await tx.db
    .updateTable('job')
    .set({ state: 'done', last_problem: 'superseded' })
    .where('dedupe_key', '=', job.dedupe_key)
    .where('state', '=', 'waiting')
    .execute();
  await tx.db
    .updateTable('job')
    .set({ state: 'waiting', run_at: tx.clock.now(), released_by: who, last_problem: null })
    .where('id', '=', id)
    .where('state', '=', 'held')
    .where((each) =>
      each.not(
        each.exists(
          each
            .selectFrom('job as live')
            .select('live.id')
            .where('live.dedupe_key', '=', job.dedupe_key)
            .where('live.state', '=', 'leased'),
        ),
      ),
    )
    .execute();
  await recordAct(tx, { who, act: 'check-released', object: `${job.subject}:${id}` });
  return 'released';
}
