import {
  AdminReply,
  AdminUnit,
  AdminUnitStory,
  AdminUnits,
  HamletEnd,
  HamletWords,
  ImportReport,
  ImportWords,
} from '@khop/shared/protocol/desk-admin';
import { dayOf } from '@khop/shared/time';
import { ancestorsOn, unitTable } from '@khop/shared/unit';
import * as z from 'zod';
import { readWorkbook } from '../excel/read-workbook.ts';
import { findUnitOn, readAncestry } from '../store/units.ts';
import { addHamlet, endHamlet } from '../units/keep-hamlets.ts';
import { readUnitStory, searchUnits } from '../units/read-story.ts';
import { importUnitBook, UNIT_BOOK } from '../units/unit-book.ts';
import { unitTemplate } from '../units/unit-template.ts';
import { MAX_IMPORT_BYTES, XLSX } from './admin.ts';
import { operatorOf } from './authenticate.ts';
import type { DoorDeps } from './deps.ts';
import type { Door } from './door.ts';
import { Refusal } from './refusal.ts';

const Answer = { 200: AdminReply };
const Code = z.string().max(10);

export function adminUnitRoutes(app: Door, deps: DoorDeps): void {
  readRoutes(app, deps);
  changeRoutes(app, deps);
}

function readRoutes(app: Door, { store }: DoorDeps): void {
  app.get(
    '/api/admin/units',
    {
      schema: {
        summary: 'Units of all editions by code or name',
        querystring: z.object({ text: z.string().max(100) }),
        response: { 200: AdminUnits },
      },
    },
    ({ query }) => store.read((reads) => searchUnits(reads, query.text)),
  );
  app.get(
    '/api/admin/units/:code',
    {
      schema: {
        summary: 'The unit a code means today',
        params: z.object({ code: Code }),
        response: { 200: AdminUnit },
      },
    },
    async (request) => {
      const found = await store.read(async (reads) => {
        const today = dayOf(reads.clock.now());
        const unit = await findUnitOn(reads, request.params.code, today);
        if (unit === null) return null;
        const above = ancestorsOn(unitTable(await readAncestry(reads, unit), []), unit, today);
        return { unit, name: unit.name, above: above.map(({ name }) => name) };
      });
      if (found === null) throw new Refusal('not-found', 'no such unit today');
      return found;
    },
  );
  app.get(
    '/api/admin/units/:edition/:code',
    {
      schema: {
        summary: 'A unit, what it was made of, what it became, its hamlets',
        params: z.object({ edition: z.string().max(50), code: Code }),
        response: { 200: AdminUnitStory },
      },
    },
    async ({ params }) => {
      const story = await store.read((reads) => readUnitStory(reads, params));
      if (story === null) throw new Refusal('not-found', 'no such unit');
      return story;
    },
  );
  app.get(
    '/api/admin/units-template',
    { schema: { summary: 'An empty workbook for /api/admin/units-import' } },
    async (_request, reply) => {
      void reply.header('content-disposition', 'attachment; filename="khop-don-vi.xlsx"');
      return reply.type(XLSX).send(Buffer.from(await unitTemplate()) as never);
    },
  );
}

function changeRoutes(app: Door, { store }: DoorDeps): void {
  app.post(
    '/api/admin/hamlets',
    { schema: { summary: 'A new hamlet, from today', body: HamletWords, response: Answer } },
    (request) => store.write((tx) => addHamlet(tx, request.body, operatorOf(request).id)),
  );
  app.post(
    '/api/admin/hamlets/end',
    { schema: { summary: 'Ends a hamlet today', body: HamletEnd, response: Answer } },
    (request) => store.write((tx) => endHamlet(tx, request.body.unit, operatorOf(request).id)),
  );
  app.post(
    '/api/admin/units-import',
    {
      bodyLimit: MAX_IMPORT_BYTES,
      schema: {
        summary: 'A workbook of units, changes and hamlets; `dry` only tells what would change',
        body: ImportWords,
        response: { 200: ImportReport },
      },
    },
    async (request) => {
      const { workbook, dry } = request.body;
      const sheets = Object.values(UNIT_BOOK).map(({ sheet }) => sheet);
      const read = await readWorkbook(Buffer.from(workbook, 'base64'), sheets);
      return importUnitBook(store, read, { by: operatorOf(request).id, dry });
    },
  );
}
