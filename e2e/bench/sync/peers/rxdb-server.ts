import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import Database from 'better-sqlite3';
import express from 'express';
import { meter, serveParent } from '../child.ts';
import { type FactDoc, personDocOf } from '../journal.ts';

// The office a careful user of RxDB's HTTP replication would write: better-sqlite3 in WAL with
// synchronous=FULL, one transaction a push, gzip both ways, server-sent events for what changed.

const { data, pages } = JSON.parse(process.argv[2] ?? '{}') as { data: string; pages: string };
const db = new Database(join(data, 'rxdb.sqlite'));
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.exec('create table doc (id text primary key, seq integer not null, body text not null)');
db.exec('create unique index doc_seq on doc (seq)');
const find = db.prepare<[string], { body: string }>('select body from doc where id = ?');
const put = db.prepare(`insert into doc (id, seq, body) values (?, ?, ?)
  on conflict (id) do update set seq = excluded.seq, body = excluded.body`);
const page = db.prepare<[number, number], { seq: number; body: string }>(
  'select seq, body from doc where seq > ? order by seq limit ?',
);
let seq = 0;

type Row = { newDocumentState: FactDoc; assumedMasterState?: FactDoc };
const listeners = new Set<ServerResponse>();

/** Writes what agrees with what is held; answers with the documents in conflict. */
const accept = db.transaction((rows: readonly Row[]): FactDoc[] => {
  const conflicts: FactDoc[] = [];
  for (const { newDocumentState, assumedMasterState } of rows) {
    const held = find.get(newDocumentState.id);
    if (held !== undefined && held.body !== JSON.stringify(assumedMasterState)) {
      conflicts.push(JSON.parse(held.body) as FactDoc);
      continue;
    }
    seq += 1;
    put.run(newDocumentState.id, seq, JSON.stringify(newDocumentState));
  }
  return conflicts;
});

const zip = promisify(gzip);
const unzip = promisify(gunzip);

async function readBody(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const body = Buffer.concat(parts);
  const isZipped = request.headers['content-encoding'] === 'gzip';
  return JSON.parse((isZipped ? await unzip(body) : body).toString());
}

async function answer(reply: ServerResponse, value: unknown): Promise<void> {
  const text = JSON.stringify(value);
  reply.setHeader('content-type', 'application/json');
  if (text.length < 1024) return void reply.end(text);
  reply.setHeader('content-encoding', 'gzip');
  reply.end(await zip(text, { level: 4 }));
}

const app = express();
app.use('/bench', express.static(pages));
app.post('/rx/push', async (request, reply) => {
  const rows = (await readBody(request)) as Row[];
  const from = seq;
  const conflicts = accept.immediate(rows);
  await answer(reply, conflicts);
  if (seq === from) return;
  const documents = rows.map((row) => row.newDocumentState).slice(0, 20);
  const event = rows.length > 20 ? '"RESYNC"' : JSON.stringify({ documents, checkpoint: { seq } });
  for (const listener of listeners) listener.write(`data: ${event}\n\n`);
});
app.get('/rx/pull', async (request, reply) => {
  const url = new URL(request.url, 'http://bench');
  const after = Number(url.searchParams.get('after'));
  const rows = page.all(after, Number(url.searchParams.get('limit')));
  const documents = rows.map((row) => JSON.parse(row.body) as FactDoc);
  await answer(reply, { documents, checkpoint: { seq: rows.at(-1)?.seq ?? after } });
});
app.get('/rx/stream', (_request, reply) => {
  reply.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  reply.write(': open\n\n');
  listeners.add(reply);
  reply.on('close', () => listeners.delete(reply));
});

const server = createServer(app);
const wired = meter(server);
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  serveParent(`http://localhost:${port}`, {
    wired,
    fill(seed: number, count: number) {
      for (let from = 0; from < count; from += 1000) {
        const rows = Array.from({ length: Math.min(1000, count - from) }, (_, nth) => ({
          newDocumentState: { ...personDocOf(seed, from + nth), _deleted: false },
        }));
        accept.immediate(rows);
      }
    },
    count: () => (db.prepare('select count(*) as n from doc').get() as { n: number }).n,
  });
});
