import { kill } from 'node:process';
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
  let lost = 0;
  let saved = 0;
  for (let nth = 0; nth < run.kills; nth++) {
    run.say(`W6 kill ${nth + 1}: ${peer.name}`);
    const before = await countIn(server, profile);
    const told = await saveAndDie(server, profile, 7000 + nth * 13 + (Date.now() % 1e6), nth);
    const after = await countIn(server, profile);
    saved += told;
    lost += Math.max(0, told - (after - before));
  }
  if (run.kills === 0) return;
  const what = `killed ${run.kills} times while saving, ${persons} persons: saves said and lost`;
  run.add({ work: 'W6', what, who: peer.name, unit: 'count', value: lost });
  run.note('W6', `${peer.name}: ${saved} saves were said before ${run.kills} kills, ${lost} lost`);
}

async function countIn(server: PeerServer, profile: string): Promise<number> {
  const browser = await openPeer(server, plain, profile);
  try {
    const where = await server.where(true);
    await browser.api.cold(where, 'any');
  } catch (error) {
    // Nobody is found by "any"; what counts is open by then.
    if (!String(error).includes('not found')) throw error;
  }
  const count = await browser.api.count();
  await browser.close(true);
  return count;
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
