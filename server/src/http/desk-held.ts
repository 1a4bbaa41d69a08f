import { identityKey, judgeCheckability } from '@khop/shared/identity';
import type { OracleField } from '@khop/shared/oracle';
import { DeskHeld } from '@khop/shared/protocol/desk-held';
import type { PersonRecord } from '@khop/shared/record';
import { toInstant } from '@khop/shared/time';
import * as z from 'zod/mini';
import { sitesInScopes } from '../access/sites.ts';
import { LIST_VIEWED } from '../audit/looks.ts';
import { mayReleaseJob, releaseCheck } from '../checks/release.ts';
import { listHeld } from '../store/asked.ts';
import type { CheckPayload } from '../store/check-queue.ts';
import { isListed, readNames } from '../store/desk.ts';
import { readRecords } from '../store/records.ts';
import type { Reads } from '../store/store.ts';
import { operatorOf } from './authenticate.ts';
import type { DoorDeps } from './deps.ts';
import type { Door } from './door.ts';
import { Refusal } from './refusal.ts';

/** Beyond this somebody is at work who should be spoken to, not listed. */
const MAX_ROWS = 500;

export function deskHeldRoutes(app: Door, { store, looks }: DoorDeps): void {
  app.get(
    '/api/desk/held',
    {
      schema: {
        summary: 'Questions that wait for a second person, and alerts of guessing',
        response: { 200: DeskHeld },
      },
    },
    async (request) => {
      const { id: who, session, grant } = operatorOf(request);
      const found = await store.read((reads) => heldFor(reads, who, grant.scopes));
      const object = `held rows=${found.rows.length} alerts=${found.alerts.length}`;
      // [A20] Nobody reads about people unseen.
      if (!looks.add({ who, session, act: LIST_VIEWED, object })) {
        throw new Refusal('unavailable', 'try later', 30);
      }
      return found;
    },
  );
  app.post(
    '/api/desk/held/:job/release',
    {
      schema: {
        summary: 'A second person lets a question be asked',
        params: z.object({ job: z.string().check(z.maxLength(100)) }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { id: who, grant } = operatorOf(request);
      const { job } = request.params;
      const isTheirs = await store.read(async (reads) => {
        const row = await reads.db
          .selectFrom('job')
          .select('subject')
          .where('id', '=', job)
          .where('state', '=', 'held')
          .executeTakeFirst();
        return row !== undefined && (await isSeen(reads, row.subject, grant.scopes));
      });
      // [A2] A question about somebody they may not see answers like none.
      const released = isTheirs ? await store.write((tx) => releaseCheck(tx, job, who)) : 'unknown';
      if (released === 'unknown') throw new Refusal('not-found', 'no such question');
      if (released === 'own') throw new Refusal('conflict', 'a second person is needed');
      return reply.code(204).send(null);
    },
  );
}

async function isSeen(reads: Reads, person: string, scopes: string[]): Promise<boolean> {
  const sites = (await sitesInScopes(reads, scopes)).map(({ id }) => id);
  return isListed(reads, person, { scopes, sites });
}

async function heldFor(reads: Reads, who: string, scopes: string[]): Promise<DeskHeld> {
  const sites = (await sitesInScopes(reads, scopes)).map(({ id }) => id);
  const { held, alerts } = await listHeld(reads, { scopes, sites }, MAX_ROWS);
  const ids = [...new Set([...held, ...alerts].map(({ subject }) => subject))];
  const records = await readRecords(reads, ids);
  const persons = new Map<string, PersonRecord>();
  for (const id of ids) {
    const record = records.get(id);
    if (record?.type === 'person') persons.set(id, record);
  }
  const asked = held.map((job) => ({ job, ...(JSON.parse(job.payload) as CheckPayload) }));
  const officers = [...asked, ...alerts].map(({ officer }) => officer);
  const { operators } = await readNames(reads, {
    operators: [...new Set(officers)],
    journals: [],
    sites: [],
  });
  const nameOf = (id: string) => operators.find((each) => each.id === id)?.fullName ?? id;
  const rows: DeskHeld['rows'] = [];
  for (const { job, fields, officer } of asked) {
    const record = persons.get(job.subject);
    if (record === undefined) continue;
    const judged = judgeCheckability(record.identity);
    // What the person no longer is will not be asked, whoever lets it through.
    const isPast =
      judged.state !== 'checkable' || identityKey(judged.fields) !== identityKey(fields);
    if (isPast) continue;
    const why = job.last_problem as DeskHeld['rows'][number]['why'];
    rows.push({
      job: job.id,
      person: job.subject,
      fullName: record.identity.fullName,
      why,
      officer: nameOf(officer),
      until: why === 'variants-ever' ? null : toInstant(job.run_at),
      mayRelease: await mayReleaseJob(reads, job, who),
    });
  }
  return {
    rows,
    alerts: alerts.flatMap(({ subject, field, officer, at }) => {
      const record = persons.get(subject);
      if (record === undefined) return [];
      const { fullName } = record.identity;
      const alert = { field: field as OracleField, officer: nameOf(officer), at: toInstant(at) };
      return [{ person: subject, fullName, ...alert }];
    }),
  };
}
