import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { newJournalId } from '@khop/shared/ids';
import { factsOf, textJournal } from '../journal.ts';
import { PEERS } from '../peer.ts';
import { percentile, type Run } from '../run.ts';
import { openTabletKeys, requestsOf, type TabletKeys } from '../tablet-keys.ts';

const ENTRIES = 20;
/** Entries of all tablets together, so that each size works about as long. */
const TOTAL = 24_000;
const WARM_UP_SEED = 90_000;

type Tablet = { token: string; journal: string; bodies: Buffer[]; agent: Agent };

/** A tablet that has said and signed everything already: only sockets and the office are measured. */
async function makeTablet(seed: number, keys: TabletKeys, pushes: number): Promise<Tablet> {
  const journal = newJournalId((length) => new Uint8Array(randomBytes(length)));
  const facts = factsOf({ seed, from: 0, count: pushes * ENTRIES });
  const tablet = await openTabletKeys(keys);
  const texted = await textJournal(facts, journal, tablet.signEntry);
  const requests = await requestsOf(texted, tablet, ENTRIES);
  return {
    token: keys.token,
    journal,
    bodies: requests.map((request) => gzipSync(JSON.stringify(request))),
    agent: new Agent({ keepAlive: true, maxSockets: 1 }),
  };
}

function post(url: string, { token, agent }: Tablet, body: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'content-length': body.length,
    };
    const asked = request(url, { method: 'POST', agent, headers }, (reply) => {
      reply.resume();
      reply.on('end', () => {
        if (reply.statusCode === 200) resolve();
        else reject(new Error(`the office said ${reply.statusCode}`));
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

/** All tablets at once, each sending its next push when the one before was acknowledged. */
async function drive(url: string, road: string, tablets: readonly Tablet[]) {
  const times: number[] = [];
  const start = performance.now();
  await Promise.all(
    tablets.map(async (tablet) => {
      const at = `${url}${road}/journals/${tablet.journal}/entries`;
      for (const body of tablet.bodies) {
        const begun = performance.now();
        await post(at, tablet, body);
        times.push(performance.now() - begun);
      }
    }),
  );
  const ms = performance.now() - start;
  for (const { agent } of tablets) agent.destroy();
  return { ms, times };
}

/** W8: 64–1,000 tablets × 20 entries over loopback with keep-alive; beside it a commit per request. */
export async function benchHerd(run: Run): Promise<void> {
  const khop = PEERS.find(({ name }) => name === 'khop');
  if (khop === undefined) return;
  let seed = WARM_UP_SEED;
  for (let round = 0; round < run.rounds; round++) {
    for (const count of run.tablets) {
      const roads = [
        ['/api', 'khop, group commit'],
        ['/bench', 'control, a commit per request'],
      ] as const;
      for (const [road, who] of round % 2 === 0 ? roads : roads.toReversed()) {
        run.say(`W8 round ${round + 1}: ${count} tablets, ${who}`);
        const server = await khop.serve({ here: 0 }, run.pages, run.say);
        const pushes = Math.max(1, Math.round(Math.min(TOTAL, run.size * 4) / ENTRIES / count));
        const made: Tablet[] = [];
        for (const keys of await server.ask<TabletKeys[]>('devices', count + 8)) {
          seed += 1;
          made.push(await makeTablet(seed, keys, pushes));
        }
        // Eight others first, so that the office's code is warm.
        await drive(server.url, road, made.slice(0, 8));
        const { ms, times } = await drive(server.url, road, made.slice(8));
        const expected = (count + 8) * pushes * ENTRIES;
        const held = await server.ask<number>('count', 'applied');
        if (held !== expected) throw new Error(`the office holds ${held} of ${expected}`);
        const add = (what: string, unit: 'ms' | 'entries/s', value: number) =>
          run.add({
            work: 'W8',
            what: `${count} tablets × ${ENTRIES} entries: ${what}`,
            who,
            unit,
            value,
          });
        add('throughput', 'entries/s', (count * pushes * ENTRIES * 1000) / ms);
        add('p50 of a push', 'ms', percentile(times, 0.5));
        add('p99 of a push', 'ms', percentile(times, 0.99));
        await server.end();
      }
    }
  }
}
