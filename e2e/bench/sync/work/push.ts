import type { Browser } from '../browser.ts';
import type { Wired } from '../child.ts';
import type { PeerPage } from '../pages/peer-page.ts';
import { openPeer, type PeerServer } from '../peer.ts';
import { interleaved, type Run } from '../run.ts';

const SEED = 100;

/** W1: what a tablet has made goes up until the server has acknowledged the last of it. */
export async function benchPush(run: Run): Promise<void> {
  for (const { round, peer } of interleaved(run)) {
    run.say(`W1 round ${round + 1}: ${peer.name}`);
    await measure(run, peer.name, await peer.serve({ here: 0 }, run.pages, run.say), round, push);
    if (peer.name !== 'khop') continue;
    const server = await peer.serve({ here: 0 }, run.pages, run.say);
    await measure(run, 'khop raw', server, round, rawPush);
  }
}

type Push = (
  api: Browser<PeerPage>['api'],
  server: PeerServer,
  seed: number,
  from: number,
  size: number,
) => Promise<{ ms: number; bytes: Wired }>;

async function wiredBy(server: PeerServer, work: () => Promise<number>) {
  const before = await server.wired();
  const ms = await work();
  const after = await server.wired();
  const bytes: Wired = {
    received: after.received - before.received,
    sent: after.sent - before.sent,
    requests: after.requests - before.requests,
  };
  return { ms, bytes };
}

const push: Push = async (api, server, seed, from, size) => {
  await api.fill(seed, from, size);
  return wiredBy(server, () => api.push());
};

const rawPush: Push = async (api, server, seed, from, size) => {
  const raw = api as unknown as {
    rawPrepare(seed: number, from: number, count: number): Promise<void>;
    rawPush(): Promise<number>;
  };
  await raw.rawPrepare(seed, from, size);
  return wiredBy(server, () => raw.rawPush());
};

async function measure(
  run: Run,
  who: string,
  server: PeerServer,
  round: number,
  send: Push,
): Promise<void> {
  const { size } = run;
  const browser = await openPeer(server, run);
  try {
    await browser.api.setup(await server.where());
    for (const [nth, jit] of ['cold', 'warm'].entries()) {
      const { ms, bytes } = await send(browser.api, server, SEED + round, nth * size, size);
      const held = await server.ask<number>('count', 'applied');
      if (held !== size * (nth + 1)) throw new Error(`${who}: ${held} of ${size * (nth + 1)}`);
      const value = (size * 1000) / ms;
      run.add({ work: 'W1', what: `push ${size} entries, ${jit}`, who, unit: 'entries/s', value });
      if (nth > 0) continue;
      const add = (what: string, unit: 'bytes' | 'requests', sum: number) =>
        run.add({ work: 'W4', what, who, unit, value: sum });
      add('push: bytes an entry, both ways', 'bytes', (bytes.received + bytes.sent) / size);
      add(`push ${size}: requests`, 'requests', bytes.requests);
    }
    if (round === 0) await check(run, who, browser);
  } finally {
    await browser.close();
    await server.end();
  }
}

/** What the browser was really asked for, and whether anything of a person lies in clear. */
async function check(run: Run, who: string, { api }: Browser<PeerPage>): Promise<void> {
  const durability = JSON.stringify(await api.durability());
  run.note('W1', `${who}: writing transactions were ${durability}`);
  if (who !== 'khop') return;
  const shows = await (api as unknown as { showsInClear(): Promise<boolean> }).showsInClear();
  if (shows) throw new Error('the ledger shows an entry in clear');
  run.note('W1', 'khop: no sealed body shows a name, vaccine or kind in clear');
}
