import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express from 'express';
import expressPouch from 'express-pouchdb';
import PouchDB from 'pouchdb';
import { meter, serveParent } from '../child.ts';
import { personDocOf } from '../journal.ts';

// express-pouchdb as its README starts it, on leveldb, with its own compression of replies. leveldb
// as PouchDB opens it does not sync each write: what it acknowledges a power cut may take.

const { data, pages } = JSON.parse(process.argv[2] ?? '{}') as { data: string; pages: string };
const Kept = PouchDB.defaults({ prefix: join(data, '/') });
const app = express();
app.use('/bench', express.static(pages));
app.use('/db', expressPouch(Kept, { mode: 'minimumForPouchDB', logPath: join(data, 'log.txt') }));
const server = createServer(app);
const wired = meter(server);
const db = new Kept('tablet');
await db.info();

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  serveParent(`http://localhost:${port}`, {
    wired,
    async fill(seed: number, count: number) {
      for (let from = 0; from < count; from += 1000) {
        const docs = Array.from({ length: Math.min(1000, count - from) }, (_, nth) => {
          const { id, ...doc } = personDocOf(seed, from + nth);
          return { _id: id, ...doc };
        });
        await db.bulkDocs(docs);
      }
    },
    count: async () => (await db.info()).doc_count,
  });
});
