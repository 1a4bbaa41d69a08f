import { openPeer, type PeerBrowser, type PeerServer } from '../peer.ts';
import { attempt, interleaved, type Run } from '../run.ts';
import { measured } from './measured.ts';

const SEED = 100;

/** W1: what a tablet has made goes up until the server has acknowledged the last of it. */
export async function benchPush(run: Run): Promise<void> {
  for (const { round, peer } of interleaved(run)) {
    run.say(`W1 round ${round + 1}: ${peer.name}`);
    const ways: readonly (readonly [string, Push])[] = [
      [peer.name, push],
      ...(peer.name === 'khop' ? [LOCKED, ...RAW] : []),
    ];
    for (const [who, way] of ways) {
      await attempt(run, 'W1', who, async () => {
        const server = await peer.serve({ here: 0 }, run.pages, run.say);
        await measure(run, who, server, round, way);
      });
    }
  }
}

type Push = {
  prepare(api: PeerBrowser['api'], seed: number, from: number, size: number): Promise<void>;
  send(api: PeerBrowser['api']): Promise<number>;
};

const push: Push = {
  prepare: (api, seed, from, size) => api.fill(seed, from, size),
  send: (api) => api.push(),
};

type KhopApi = {
  lockedPush(): Promise<number>;
  rawPrepare(seed: number, from: number, count: number): Promise<void>;
  rawPush(): Promise<number>;
  rawPushAhead(): Promise<number>;
};

const prepareRaw: Push['prepare'] = (api, seed, from, size) =>
  (api as unknown as KhopApi).rawPrepare(seed, from, size);

/** A tablet nobody has open: the office opens what it sealed. */
const LOCKED: readonly [string, Push] = [
  'khop, locked',
  { prepare: push.prepare, send: (api) => (api as unknown as KhopApi).lockedPush() },
];

/** Texted and signed before, no ledger, no seal: what protocol and office alone could do. */
const RAW: readonly (readonly [string, Push])[] = [
  ['khop raw', { prepare: prepareRaw, send: (api) => (api as unknown as KhopApi).rawPush() }],
  [
    'khop raw, next request zipped meanwhile',
    { prepare: prepareRaw, send: (api) => (api as unknown as KhopApi).rawPushAhead() },
  ],
];

async function measure(
  run: Run,
  who: string,
  server: PeerServer,
  round: number,
  way: Push,
): Promise<void> {
  const { size } = run;
  const browser = await openPeer(server, run);
  try {
    await browser.api.setup(await server.where());
    for (const [nth, jit] of ['cold', 'warm'].entries()) {
      await way.prepare(browser.api, SEED + round, nth * size, size);
      const { value: ms, cost } = await measured(server, browser, () => way.send(browser.api));
      const held = await server.ask<number>('count', 'applied');
      if (held !== size * (nth + 1)) throw new Error(`${who}: ${held} of ${size * (nth + 1)}`);
      const value = (size * 1000) / ms;
      run.add({ work: 'W1', what: `push ${size} entries, ${jit}`, who, unit: 'entries/s', value });
      const add = (work: string, what: string, unit: 'ms' | 'bytes' | 'requests', sum: number) =>
        run.add({ work, what, who, unit, value: sum });
      const each = 1000 / size;
      add('W1', `processor, server, for 1,000 entries, ${jit}`, 'ms', cost.serverMs * each);
      add('W1', `processor, browser, for 1,000 entries, ${jit}`, 'ms', cost.browserMs * each);
      if (nth > 0) continue;
      const bytes = cost.wired.received + cost.wired.sent;
      add('W4', 'push: bytes an entry, both ways', 'bytes', bytes / size);
      add('W4', `push ${size}: requests`, 'requests', cost.wired.requests);
    }
    if (round === 0) await check(run, who, browser);
  } finally {
    await browser.close();
    await server.end();
  }
}

/** What the browser was really asked for, and whether anything of a person lies in clear. */
async function check(run: Run, who: string, { api }: PeerBrowser): Promise<void> {
  const durability = JSON.stringify(await api.durability());
  run.note('W1', `${who}: writing transactions were ${durability}`);
  if (who !== 'khop') return;
  const shows = await (api as unknown as { showsInClear(): Promise<boolean> }).showsInClear();
  if (shows) throw new Error('the ledger shows an entry in clear');
  run.note('W1', 'khop: no sealed body shows a name, vaccine or kind in clear');
}
