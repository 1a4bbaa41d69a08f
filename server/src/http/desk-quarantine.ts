import { readEntry } from '@khop/shared/entry';
import { DeskQuarantine } from '@khop/shared/protocol/desk';
import { LateDecision, LateReply } from '@khop/shared/protocol/desk-late';
import type { EntryProblem } from '@khop/shared/protocol/problem';
import { toInstant } from '@khop/shared/time';
import type { OperatorAsker } from '../access/askers.ts';
import { sitesInScopes } from '../access/sites.ts';
import { listQuarantine, readNames } from '../store/desk.ts';
import { textOfColumn } from '../store/entries.ts';
import type { Reads } from '../store/store.ts';
import { decideLate, rejectedOf } from '../sync/late.ts';
import { operatorOf } from './authenticate.ts';
import type { DoorDeps } from './deps.ts';
import type { Door } from './door.ts';
import { LATE_DECIDERS } from './policy.ts';
import { Refusal } from './refusal.ts';

export function deskQuarantineRoutes(app: Door, { store }: DoorDeps): void {
  app.get(
    '/api/desk/quarantine',
    {
      schema: {
        summary: 'Entries the office holds and could not apply',
        response: { 200: DeskQuarantine },
      },
    },
    (request) => store.read((reads) => quarantineFor(reads, operatorOf(request))),
  );
  app.post(
    '/api/desk/late',
    {
      schema: {
        summary: 'Lets entries of after a revocation count, or not',
        body: LateDecision,
        response: { 200: LateReply },
      },
    },
    async (request) => {
      const { id: by, grant } = operatorOf(request);
      const outcome = await store.write(async (tx) => {
        const sites = await siteIds(tx, grant.scopes);
        return decideLate(tx, request.body, { by, sites });
      });
      if (!('refused' in outcome)) return outcome;
      // [A2] A tablet out of the asker's scopes answers like none.
      if (outcome.refused === 'absent') throw new Refusal('not-found', 'no such tablet');
      throw new Refusal('conflict', 'somebody else decides about one’s own entries');
    },
  );
}

async function siteIds(reads: Reads, scopes: readonly string[]): Promise<string[]> {
  return (await sitesInScopes(reads, scopes)).map(({ id }) => id);
}

async function quarantineFor(reads: Reads, asker: OperatorAsker): Promise<DeskQuarantine> {
  const rows = await listQuarantine(reads, await siteIds(reads, asker.grant.scopes));
  const late = rows.filter(({ problem }) => problem === 'after-revocation');
  const rejected = await rejectedOf(reads, late);
  const ids = late.flatMap(({ operator }) => (operator === null ? [] : [operator]));
  const asked = { operators: [...new Set(ids)], sites: [], journals: [] };
  const { operators } = await readNames(reads, asked);
  const nameOf = (id: string) => operators.find((each) => each.id === id)?.fullName ?? id;
  const lateOf = (row: (typeof rows)[number]): DeskQuarantine['rows'][number]['late'] => {
    const { journal, seq, operator, problem, text } = row;
    const read = problem === 'after-revocation' && readEntry(textOfColumn(text), { journal, seq });
    if (read === false || !('entry' in read)) return null;
    return {
      operator: nameOf(operator ?? ''),
      recordedAt: read.entry.recordedAt.at,
      rejected: rejected.has(`${journal}:${seq}`),
      mayDecide: LATE_DECIDERS.includes(asker.role) && operator !== asker.id,
    };
  };
  return {
    rows: rows.map((row) => ({
      journal: row.journal,
      seq: row.seq,
      device: row.name,
      site: row.site,
      kind: row.kind,
      problem: row.problem as EntryProblem,
      receivedAt: toInstant(row.received_at),
      mended: row.replaced_by !== null,
      late: lateOf(row),
    })),
  };
}
