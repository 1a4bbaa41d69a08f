import { dropProfile } from '../browser.ts';
import { personAt } from '../facts.ts';
import { HERE } from '../pages/peer-page.ts';
import { openPeer, type Peer, type PeerBrowser, type PeerServer, probeOf } from '../peer.ts';
import { attempt, interleaved, percentile, type Run } from '../run.ts';
import { benchSurvival } from './survival.ts';

const SEED = 500;
const plain = { cpu: 1, link: 'none' } as const;

/**
 * W5 cold start, W6 local save, W7 search: on profiles that were filled by a pull and closed. Each
 * round opens the same profile in a browser of its own.
 */
export async function benchDevice(run: Run): Promise<void> {
  const wants = (work: string) => run.only.includes(work);
  for (const persons of run.persons) {
    const profiles = new Map<Peer, { profile: string; server: PeerServer }>();
    try {
      for (const peer of run.peers) {
        run.say(`W5–W7: a ${peer.name} profile of ${persons}`);
        const server = await peer.serve({ here: persons }, run.pages, run.say);
        profiles.set(peer, { server, profile: await fillProfile(server, persons) });
      }
      for (const { round, peer } of interleaved(run)) {
        const made = profiles.get(peer);
        if (made === undefined) continue;
        run.say(`W5–W7 round ${round + 1}: ${peer.name}, ${persons}`);
        await attempt(run, 'W5', peer.name, () => measure(run, peer, made, persons, round, wants));
      }
      if (!wants('W6')) continue;
      for (const [peer, made] of profiles) await benchSurvival(run, peer, made, persons);
    } finally {
      for (const { profile, server } of profiles.values()) {
        await server.end();
        dropProfile(profile);
      }
    }
  }
}

async function fillProfile(server: PeerServer, persons: number): Promise<string> {
  const browser = await openPeer(server, plain);
  await browser.api.setup(await server.where(true));
  await browser.api.pull(probeOf(persons));
  await browser.close(true);
  return browser.profile;
}

async function measure(
  run: Run,
  peer: Peer,
  { profile, server }: { profile: string; server: PeerServer },
  persons: number,
  round: number,
  wants: (work: string) => boolean,
): Promise<void> {
  const who = peer.name;
  const browser = await openPeer(server, run, profile);
  try {
    const cold = await browser.api.cold(await server.where(true), probeOf(persons));
    const add = (work: string, what: string, value: number) =>
      run.add({ work, what: `${what}, ${persons} persons`, who, unit: 'ms', value });
    if (wants('W5')) {
      add('W5', 'cold start: page opened → first record', cold.firstMs);
      add('W5', 'cold start: page opened → all searchable', cold.searchableMs);
      add('W5', 'cold start: of that, opening and PIN (Argon2id 64 MiB)', cold.unlockedMs);
    }
    if (wants('W6')) {
      const saved = await browser.api.save(SEED + round + Math.floor(Date.now() / 1000), run.saves);
      // The first saves of a page compile its code.
      const warm = saved.slice(Math.min(10, saved.length >> 1));
      add('W6', 'local save p50', percentile(warm, 0.5));
      add('W6', 'local save p95', percentile(warm, 0.95));
    }
    if (!wants('W7')) return;
    await search(run, browser, who, persons, round, '');
    // The browser throttles no worker: Khớp's register must be asked in a page's own thread, below.
    if (who !== 'khop') return await searchThrottled(run, browser, who, persons, round);
  } finally {
    await browser.close(true);
  }
  const inPage = await openPeer(server, plain, profile, '?register=page');
  try {
    await inPage.api.cold(await server.where(true), probeOf(persons));
    await searchThrottled(run, inPage, who, persons, round);
  } finally {
    await inPage.close(true);
  }
}

async function search(
  run: Run,
  { api }: PeerBrowser,
  who: string,
  persons: number,
  round: number,
  how: string,
): Promise<void> {
  for (const [kind, queries] of Object.entries(queriesOf(round))) {
    const { ms, found } = await api.search(queries);
    if (found.every((each) => each === 0)) throw new Error(`${who} found nobody: ${kind}`);
    for (const [name, share] of [
      ['p50', 0.5],
      ['p95', 0.95],
    ] as const) {
      const what = `search by ${kind}${how}, ${name}, ${persons} persons`;
      run.add({ work: 'W7', what, who, unit: 'ms', value: percentile(ms, share) });
    }
  }
}

const RATE = 4;

async function searchThrottled(
  run: Run,
  browser: PeerBrowser,
  who: string,
  persons: number,
  round: number,
): Promise<void> {
  const before = await browser.page.evaluate<number>(SPIN);
  await browser.cdp.send('Emulation.setCPUThrottlingRate', { rate: RATE });
  const after = await browser.page.evaluate<number>(SPIN);
  const slower = (after / before).toFixed(1);
  if (round === 0) run.note('W7', `${who}: throttled, a fixed sum took ${slower} times as long`);
  await search(run, browser, who, persons, round, ` at ${RATE}× CPU throttle`);
}

/** A fixed piece of pure computing; milliseconds. */
const SPIN = `(() => {
  let sum = 0;
  const start = performance.now();
  for (let n = 0; n < 3e7; n++) sum = (sum * 31 + n) | 0;
  return performance.now() - start + (sum === 1 ? 1 : 0);
})()`;

/** Fresh strings each round: nothing may have been asked before. */
function queriesOf(round: number): Record<string, string[]> {
  const people = Array.from({ length: 40 }, (_, nth) => personAt(HERE, round * 40 + nth));
  const names = people.map(({ registration }) => registration.identity.fullName);
  const bare = (name: string) =>
    name.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase();
  return {
    prefix: names.map((name) => name.slice(0, 3 + (name.length % 3))),
    'folded name': names.map(bare),
    number: people.map(({ registration }) => registration.identity.number?.value.slice(-4) ?? ''),
  };
}
