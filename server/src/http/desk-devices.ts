import { DeskDevices, DeviceName } from '@khop/shared/protocol/desk-devices';
import { toInstant } from '@khop/shared/time';
import * as z from 'zod';
import type { OperatorAsker } from '../access/askers.ts';
import { approveDevice, listDevices, renameDevice, revokeDevice } from '../access/devices.ts';
import { sitesInScopes } from '../access/sites.ts';
import { readNames } from '../store/desk.ts';
import type { Reads } from '../store/store.ts';
import { operatorOf } from './authenticate.ts';
import type { DoorDeps } from './deps.ts';
import type { Door } from './door.ts';
import { KEEPERS } from './policy.ts';
import { Refusal } from './refusal.ts';

const params = z.object({ id: z.string().max(100) });

/** An administrator sees no person, but every tablet. */
async function sitesOf(reads: Reads, { role, grant }: OperatorAsker) {
  if (role !== 'administrator') return sitesInScopes(reads, grant.scopes);
  return reads.db.selectFrom('site').select(['id', 'name']).orderBy('id').execute();
}

export async function siteIdsOf(reads: Reads, asker: OperatorAsker): Promise<string[]> {
  return (await sitesOf(reads, asker)).map(({ id }) => id);
}

export function deskDeviceRoutes(app: Door, { store }: DoorDeps): void {
  app.get(
    '/api/desk/devices',
    {
      schema: { summary: 'Tablets of the asker’s sites', response: { 200: DeskDevices } },
    },
    async (request) => {
      const asker = operatorOf(request);
      return store.read(async (reads) => {
        const sites = await sitesOf(reads, asker);
        const rows = await listDevices(
          reads,
          sites.map(({ id }) => id),
        );
        const people = rows.flatMap((row) => [row.enrolled_by, row.approved_by ?? '']);
        const { operators } = await readNames(reads, {
          operators: [...new Set(people)],
          sites: [],
          journals: [],
        });
        const nameOf = (id: string) => operators.find((each) => each.id === id)?.fullName ?? id;
        return {
          mayChange: KEEPERS.includes(asker.role),
          rows: rows.map((row) => ({
            id: row.id,
            name: row.name,
            siteName: sites.find(({ id }) => id === row.site)?.name ?? row.site,
            state: stateOf(row),
            enrolledAt: toInstant(row.enrolled_at),
            enrolledBy: nameOf(row.enrolled_by),
            isOwnCode: row.enrolled_by === asker.id,
            approvedBy: row.approved_by === null ? null : nameOf(row.approved_by),
            seenAt: toInstant(row.seen_at),
            revokedAt: row.ended_at === null ? null : toInstant(row.ended_at),
            entries: row.entries,
            forks: row.forks,
          })),
        };
      });
    },
  );
  app.post(
    '/api/desk/devices/:id/name',
    {
      schema: { summary: 'Names a tablet', params, body: DeviceName, response: { 204: z.null() } },
    },
    async (request, reply) => {
      const asker = operatorOf(request);
      const isDone = await store.write(async (tx) => {
        const care = { device: request.params.id, sites: await siteIdsOf(tx, asker), by: asker.id };
        return renameDevice(tx, care, request.body.name);
      });
      if (!isDone) throw absent();
      return reply.code(204).send(null);
    },
  );
  app.post(
    '/api/desk/devices/:id/approval',
    {
      schema: { summary: 'A second person approves a tablet', params, response: { 204: z.null() } },
    },
    async (request, reply) => {
      const asker = operatorOf(request);
      const outcome = await store.write(async (tx) => {
        const care = { device: request.params.id, sites: await siteIdsOf(tx, asker), by: asker.id };
        return approveDevice(tx, care);
      });
      if (outcome === 'absent') throw absent();
      if (outcome === 'same-person') throw new Refusal('conflict', 'a second person approves');
      return reply.code(204).send(null);
    },
  );
  app.post(
    '/api/desk/devices/:id/revocation',
    {
      schema: { summary: 'Ends a tablet', params, response: { 204: z.null() } },
    },
    async (request, reply) => {
      const asker = operatorOf(request);
      const isDone = await store.write(async (tx) =>
        revokeDevice(tx, {
          device: request.params.id,
          sites: await siteIdsOf(tx, asker),
          by: asker.id,
        }),
      );
      if (!isDone) throw absent();
      return reply.code(204).send(null);
    },
  );
}

function stateOf(row: { ended_at: number | null; approved_at: number | null }) {
  if (row.ended_at !== null) return 'revoked' as const;
  return row.approved_at === null ? ('waiting' as const) : ('in-use' as const);
}

function absent(): Refusal {
  return new Refusal('not-found', 'no such tablet');
}
