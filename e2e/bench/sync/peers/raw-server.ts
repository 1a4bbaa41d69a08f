import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gunzip, gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import express from 'express';
import { meter, serveParent } from '../child.ts';
import { factsOf, personDocOf, textsOf } from '../journal.ts';
import { HERE } from '../pages/peer-page.ts';
import { recordsOf } from '../records.ts';

// A server that inflates and forgets, and SQLite without anything in front of it.

const { data, pages } = JSON.parse(process.argv[2] ?? '{}') as { data: string; pages: string };
const unzip = promisify(gunzip);
const app = express();
app.use('/bench', express.static(pages));
app.post('/sink', async (request, reply) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  await unzip(Buffer.concat(parts));
  reply.end('ok');
});

// Packed before anybody asks: what is measured is the road and its end.
let packed: Buffer[] = [];
app.get('/pages', (request, reply) => {
  const { searchParams } = new URL(request.url, 'http://localhost');
  reply.end(packed[Number(searchParams.get('nth'))]);
});

const server = createServer(app);
const wired = meter(server);
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  serveParent(`http://localhost:${port}`, {
    wired,
    /** Milliseconds for texts into one table, `each` a transaction, WAL and synchronous=FULL. */
    insertAll(count: number, each: number) {
      const texts = [...textsOf(factsOf({ seed: 1, from: 0, count }))];
      const db = new Database(join(data, `raw-${each}.sqlite`));
      db.pragma('journal_mode = WAL');
      db.pragma('synchronous = FULL');
      db.exec('create table entry (seq integer primary key, text text not null)');
      const insert = db.prepare('insert into entry (text) values (?)');
      const write = db.transaction((some: readonly string[]) => {
        for (const text of some) insert.run(text);
      });
      const start = performance.now();
      for (let from = 0; from < texts.length; from += each) write(texts.slice(from, from + each));
      const ms = performance.now() - start;
      db.close();
      return ms;
    },
    /**
     * Persons as gzipped JSON, `each` a page: as a peer's documents, or as Khớp's records, which hold
     * the whole history. How many pages, and how long a person's JSON is.
     */
    packPersons(count: number, each: number, kind: 'document' | 'record') {
      const persons =
        kind === 'record'
          ? recordsOf(count)
          : Array.from({ length: count }, (_, nth) => personDocOf(HERE, nth));
      packed = [];
      for (let from = 0; from < count; from += each)
        packed.push(gzipSync(JSON.stringify(persons.slice(from, from + each))));
      return { pages: packed.length, bytes: JSON.stringify(persons).length / count };
    },
    /** Milliseconds of single durable commits, each after a rest as between two changes of W3. */
    async insertRested(count: number) {
      const db = new Database(join(data, 'raw-rested.sqlite'));
      db.pragma('journal_mode = WAL');
      db.pragma('synchronous = FULL');
      db.exec('create table entry (seq integer primary key, text text not null)');
      const insert = db.prepare('insert into entry (text) values (?)');
      const all: number[] = [];
      for (const text of textsOf(factsOf({ seed: 1, from: 0, count }))) {
        await rest(320);
        const start = performance.now();
        insert.run(text);
        all.push(performance.now() - start);
      }
      db.close();
      return all;
    },
  });
});
