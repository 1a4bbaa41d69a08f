import { openPeer, type Peer, probeOf } from '../peer.ts';
import { attempt, interleaved, type Run } from '../run.ts';
import { measured } from './measured.ts';

/** W2: a commune comes down to an empty tablet: durable, then searchable. W4: in how many bytes. */
export async function benchPull(run: Run): Promise<void> {
  for (const { round, peer } of interleaved(run)) {
    run.say(`W2 round ${round + 1}: ${peer.name}`);
    await attempt(run, 'W2', peer.name, () => measure(run, peer, round));
  }
}

async function measure(run: Run, peer: Peer, round: number): Promise<void> {
  const { size } = run;
  const probe = probeOf(size);
  const server = await peer.serve({ here: size }, run.pages, run.say);
  const browser = await openPeer(server, run);
  const who = peer.name;
  try {
    for (const jit of ['cold', 'warm']) {
      if (jit === 'cold') await browser.api.setup(await server.where());
      else await browser.api.reset(await server.where());
      const { value: pulled, cost } = await measured(server, browser, () =>
        browser.api.pull(probe),
      );
      if (pulled.persons !== size) throw new Error(`${who}: ${pulled.persons} of ${size}`);
      const add = (what: string, ms: number) =>
        run.add({
          work: 'W2',
          what: `pull ${size} records ${what}, ${jit}`,
          who,
          unit: 'records/s',
          value: (size * 1000) / ms,
        });
      add('until durable', pulled.durableMs);
      add('until durable and searchable', pulled.searchableMs);
      const count = (work: string, what: string, unit: 'ms' | 'bytes' | 'requests', sum: number) =>
        run.add({ work, what, who, unit, value: sum });
      const each = 1000 / size;
      count('W2', `processor, server, for 1,000 records, ${jit}`, 'ms', cost.serverMs * each);
      count('W2', `processor, browser, for 1,000 records, ${jit}`, 'ms', cost.browserMs * each);
      if (jit === 'warm') continue;
      const bytes = cost.wired.received + cost.wired.sent;
      count('W4', 'pull: bytes a record, both ways', 'bytes', bytes / size);
      count('W4', `pull ${size}: requests`, 'requests', cost.wired.requests);
    }
    if (round > 0) return;
    const durability = JSON.stringify(await browser.api.durability());
    run.note('W2', `${who}: writing transactions were ${durability}`);
  } finally {
    await browser.close();
    await server.end();
  }
}
