import { kill } from 'node:process';
import { STORE_IS_EMPTY } from '../pages/peer-page.ts';
import { openPeer, type Peer, type PeerServer } from '../peer.ts';
import type { Run } from '../run.ts';

const plain = { cpu: 1, link: 'none' } as const;

/**
 * W6, the other half: the browser is killed while it saves, and opened again. What it said it had
 * saved must be there. (A killed process loses nothing the system holds; only a power cut tells
 * strict from relaxed, and the number of fsyncs beside it.)
 */
export async function benchSurvival(
  run: Run,
  peer: Peer,
  { profile, server }: { profile: string; server: PeerServer },
  persons: number,
): Promise<void> {
  if (run.kills === 0) return;
  let held = await countIn(server, profile);
  let lost = 0;
  let saved = 0;
  let kills = 0;
  while (kills < run.kills && held > 0) {
    kills += 1;
    run.say(`W6 kill ${kills}: ${peer.name}`);
    const told = await saveAndDie(server, profile, 7000 + kills * 13 + (Date.now() % 1e6), kills);
    // Twice: what one start still reads may be gone at the next (faults/results/tablet.md, 6).
    const once = await countIn(server, profile);
    const left = Math.min(once, await countIn(server, profile));
    if (left === 0) run.note('W6', `${peer.name}: kill ${kills} cost the whole store of ${once}`);
    saved += told;
    lost += Math.max(0, held + told - left);
    held = left;
  }
  const what = `killed up to ${run.kills} times while saving, ${persons} persons: saved and lost`;
  run.add({ work: 'W6', what, who: peer.name, unit: 'count', value: lost });
  const of = `of ${persons} persons, ${saved} saves said before ${kills} kills`;
  run.note('W6', `${peer.name}: ${of}, ${lost} lost of all it held`);
}

/** What the store holds; 0 where it opens empty. */
async function countIn(server: PeerServer, profile: string): Promise<number> {
  const browser = await openPeer(server, plain, profile);
  try {
    const where = await server.where(true);
    await browser.api.cold(where, 'any').catch((error: unknown) => {
      // Nobody is found by "any"; what counts is open by then.
      if (!String(error).includes('not found')) throw error;
    });
    return await browser.api.count();
  } catch (error) {
    if (String(error).includes(STORE_IS_EMPTY)) return 0;
    throw error;
  } finally {
    await browser.close(true);
  }
}

async function saveAndDie(server: PeerServer, profile: string, seed: number, nth: number) {
  const browser = await openPeer(server, plain, profile);
  let told = 0;
  const enough = 20 + ((nth * 17) % 40);
  const pid = await browser.pid();
  let isEnough: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => {
    isEnough = resolve;
  });
  await browser.page.exposeFunction('saved', (count: number) => {
    told = count;
    if (count >= enough) isEnough();
  });
  await browser.api.cold(await server.where(true), 'any').catch(() => undefined);
  const saving = browser.api.save(seed, 100_000).catch(() => undefined);
  await gone;
  kill(pid, 'SIGKILL');
  await saving;
  await browser.close(true).catch(() => undefined);
  return told;
}
