import { Id } from '@khop/shared/ids';
import { DeskCheckState, DeskChecks, DeskPerson, ENTRY_FLAGS } from '@khop/shared/protocol/desk';
import * as z from 'zod';
import type { OperatorAsker } from '../access/askers.ts';
import { sitesInScopes } from '../access/sites.ts';
import { LIST_VIEWED, type Look, PERSON_VIEWED } from '../audit/looks.ts';
import { countBy, countFlags, countPersons, isListed, listPersons } from '../store/desk.ts';
import { readRecords } from '../store/records.ts';
import type { Reads } from '../store/store.ts';
import { operatorOf } from './authenticate.ts';
import type { DoorDeps } from './deps.ts';
import { namesFor, personFor, rowFor } from './desk-view.ts';
import type { Door } from './door.ts';
import { Refusal } from './refusal.ts';
import { toldTo } from './told-fields.ts';

const Place = z.string().regex(/^\d{1,15}\.[0-9a-f-]{36}$/);
const ChecksQuery = z.object({
  state: z.optional(DeskCheckState),
  site: z.string().max(100).optional(),
  /** `<edition>:<code>`, as the counts name it. */
  commune: z.string().max(100).optional(),
  cause: z.string().max(40).optional(),
  flag: z.enum(ENTRY_FLAGS).optional(),
  after: Place.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});

export function deskRoutes(app: Door, { store, looks }: DoorDeps): void {
  /** [A20] Nobody reads about people unseen: where looks cannot be written down, there are none. */
  function note(asker: OperatorAsker, act: Look['act'], object: string): void {
    const { id: who, session } = asker;
    if (!looks.add({ who, session, act, object }))
      throw new Refusal('unavailable', 'try later', 30);
  }

  app.get(
    '/api/desk/checks',
    {
      schema: {
        summary: 'Persons whose check stands so, by site, commune and likely cause',
        querystring: ChecksQuery,
        response: { 200: DeskChecks },
      },
    },
    async (request) => {
      const asker = operatorOf(request);
      const { scopes } = asker.grant;
      const { state, site, commune, cause, flag, after, limit } = request.query;
      if (scopes.length === 0) return nobody();
      const found = await store.read(async (reads) => {
        const filter = {
          scopes,
          sites: await siteIds(reads, scopes),
          state,
          site,
          cause,
          flag,
          commune: commune === undefined ? undefined : `commune:${commune}`,
        };
        const rows = await listPersons(reads, filter, placeOf(after), limit);
        const last = rows.length === limit ? rows.at(-1) : undefined;
        const sites = await countBy(reads, filter, 'site');
        const communes = await countBy(reads, filter, 'commune');
        const name = await namesFor(reads, sites, communes);
        return {
          rows: rows.map(rowFor),
          total: await countPersons(reads, filter),
          next: last === undefined ? null : `${last.since}.${last.id}`,
          counts: {
            states: await countBy(reads, filter, 'state'),
            causes: await countBy(reads, filter, 'cause'),
            flags: await countFlags(reads, filter),
            ...name,
          },
        };
      });
      note(asker, LIST_VIEWED, listWords(request.query, found));
      return found;
    },
  );
  app.get(
    '/api/desk/persons/:id',
    {
      schema: {
        summary: 'A person with the whole history: who said what, and when',
        params: z.object({ id: Id }),
        response: { 200: DeskPerson },
      },
    },
    async (request, reply) => {
      const asker = operatorOf(request);
      const { id } = request.params;
      const found = await store.read(async (reads) => {
        // [A2] Out of the asker's scopes, a person answers exactly like nobody.
        const { scopes } = asker.grant;
        const sites = await siteIds(reads, scopes);
        if (!(await isListed(reads, id, { scopes, sites }))) return null;
        const record = (await readRecords(reads, [id])).get(id);
        if (record?.type !== 'person') return null;
        const person = await personFor(reads, record);
        return { ...person, record: toldTo(request, person.record) };
      });
      if (found === null) throw new Refusal('not-found', 'no such person');
      note(asker, PERSON_VIEWED, id);
      return reply.type('application/json').send(JSON.stringify(found) as never);
    },
  );
}

async function siteIds(reads: Reads, scopes: readonly string[]): Promise<string[]> {
  return (await sitesInScopes(reads, scopes)).map(({ id }) => id);
}

/** What was asked and how much was told. A word nobody is counted under may be a name. */
function listWords(query: z.infer<typeof ChecksQuery>, found: DeskChecks): string {
  const { state = 'all', cause, site, commune } = query;
  const { counts } = found;
  const known = (counted: readonly { key: string }[], key: string) =>
    counted.some((each) => each.key === key) ? key : '?';
  const words = [
    `state=${state}`,
    ...(cause === undefined ? [] : [`cause=${known(counts.causes, cause)}`]),
    ...(query.flag === undefined ? [] : [`flag=${query.flag}`]),
    ...(site === undefined ? [] : [`site=${known(counts.sites, site)}`]),
    ...(commune === undefined ? [] : [`commune=${known(counts.communes, commune)}`]),
    `rows=${found.rows.length}`,
    `of=${found.total}`,
  ];
  return words.join(' ');
}

function nobody(): DeskChecks {
  const counts = { states: [], causes: [], flags: [], sites: [], communes: [] };
  return { rows: [], total: 0, next: null, counts };
}

function placeOf(after: string | undefined): { since: number; id: string } | null {
  if (after === undefined) return null;
  const dot = after.indexOf('.');
  return { since: Number(after.slice(0, dot)), id: after.slice(dot + 1) };
}
