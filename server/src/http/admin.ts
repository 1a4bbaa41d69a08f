import {
  AdminPeople,
  AdminReply,
  AdminSites,
  AppointmentEnd,
  AppointmentWords,
  FirstPassword,
  ImportReport,
  ImportWords,
  PeopleSearch,
  PersonWords,
  SiteCode,
  SiteWords,
} from '@khop/shared/protocol/desk-admin';
import * as z from 'zod';
import { endAppointment } from '../access/appointments.ts';
import { readWorkbook } from '../excel/read-workbook.ts';
import { giveFirstPassword } from '../people/first-password.ts';
import { importPeople } from '../people/import-people.ts';
import { addPerson, appointAs, closeSite, keepSite } from '../people/keep-people.ts';
import { BOOK } from '../people/people-book.ts';
import { readPeople, readSites } from '../people/read-people.ts';
import { peopleTemplate } from '../people/template.ts';
import type { Store, Tx } from '../store/store.ts';
import { operatorOf } from './authenticate.ts';
import type { DoorDeps } from './deps.ts';
import type { Door } from './door.ts';
import { Refusal } from './refusal.ts';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const Answer = { 200: AdminReply };
/** A workbook of the largest size, in base64 and JSON. */
export const MAX_IMPORT_BYTES = 14_100_000;
const ById = z.object({ id: z.string().max(100) });

export function adminRoutes(app: Door, { store }: DoorDeps): void {
  siteRoutes(app, store);
  peopleRoutes(app, store);
  app.post(
    '/api/admin/import',
    {
      bodyLimit: MAX_IMPORT_BYTES,
      schema: {
        summary: 'A workbook of sites, people and appointments; `dry` only tells what would change',
        body: ImportWords,
        response: { 200: ImportReport },
      },
    },
    async (request) => {
      const { workbook, dry } = request.body;
      const sheets = Object.values(BOOK).map(({ sheet }) => sheet);
      const read = await readWorkbook(Buffer.from(workbook, 'base64'), sheets);
      return importPeople(store, read, { by: operatorOf(request).id, dry });
    },
  );
  app.get(
    '/api/admin/template',
    {
      schema: { summary: 'An empty workbook for /api/admin/import' },
    },
    async (_request, reply) => {
      void reply.header('content-disposition', 'attachment; filename="khop-nhan-su.xlsx"');
      return reply.type(XLSX).send(Buffer.from(await peopleTemplate()) as never);
    },
  );
}

function siteRoutes(app: Door, store: Store): void {
  app.get(
    '/api/admin/sites',
    {
      schema: {
        summary: 'Sites by code',
        querystring: z.object({ after: z.string().max(100).default('') }),
        response: { 200: AdminSites },
      },
    },
    ({ query }) => store.read((reads) => readSites(reads, query.after)),
  );
  app.post(
    '/api/admin/sites/:id',
    {
      schema: {
        summary: 'Enters a site, or brings it up to date',
        params: z.object({ id: SiteCode }),
        body: SiteWords,
        response: Answer,
      },
    },
    async (request) => {
      const { id: by } = operatorOf(request);
      return store.write((tx) => keepSite(tx, request.params.id, request.body, by));
    },
  );
  app.post(
    '/api/admin/sites/:id/closing',
    {
      schema: { summary: 'Closes a site', params: ById, response: Answer },
    },
    async (request) => {
      const { id: by } = operatorOf(request);
      const isClosed = await store.write((tx) => closeSite(tx, request.params.id, by));
      if (!isClosed) throw new Refusal('not-found', 'no such open site');
      return { refused: null };
    },
  );
}

function peopleRoutes(app: Door, store: Store): void {
  /** Does it, or undoes all of it where the law says no: an account without its appointment is none. */
  async function decide(work: (tx: Tx) => Promise<AdminReply>): Promise<AdminReply> {
    let kept: AdminReply | null = null;
    try {
      return await store.write(async (tx) => {
        kept = await work(tx);
        if (kept.refused !== null) throw new Undo();
        return kept;
      });
    } catch (error) {
      if (error instanceof Undo && kept !== null) return kept;
      throw error;
    }
  }

  app.post(
    '/api/admin/people/search',
    {
      schema: {
        summary: 'Accounts with their appointments',
        body: PeopleSearch,
        response: { 200: AdminPeople },
      },
    },
    ({ body }) => store.read((reads) => readPeople(reads, body)),
  );
  app.post(
    '/api/admin/people',
    {
      schema: { summary: 'A new account, appointed', body: PersonWords, response: Answer },
    },
    (request) => decide((tx) => addPerson(tx, request.body, operatorOf(request).id)),
  );
  app.post(
    '/api/admin/people/:id/appointments',
    {
      schema: { summary: 'Appoints', params: ById, body: AppointmentWords, response: Answer },
    },
    (request) =>
      decide((tx) => appointAs(tx, request.params.id, request.body, operatorOf(request).id)),
  );
  app.post(
    '/api/admin/appointments/:id/end',
    {
      schema: {
        summary: 'Lets an appointment end at a moment',
        params: ById,
        body: AppointmentEnd,
        response: Answer,
      },
    },
    async (request) => {
      const { id: by } = operatorOf(request);
      const end = { id: request.params.id, until: request.body.until };
      const said = await store.write((tx) => endAppointment(tx, end, by));
      if (said === 'no-appointment') throw new Refusal('not-found', 'no such appointment');
      return { refused: said === 'ended' ? null : said };
    },
  );
  app.post(
    '/api/admin/people/:id/first-password',
    {
      schema: {
        summary: 'A password to be handed over and changed at once',
        params: ById,
        response: { 200: FirstPassword },
      },
    },
    async (request) => {
      const password = await giveFirstPassword(store, request.params.id, operatorOf(request).id);
      if (password === null) throw new Refusal('not-found', 'no such account');
      return { password };
    },
  );
}

/** Leaves nothing of a transaction behind. */
class Undo extends Error {}
