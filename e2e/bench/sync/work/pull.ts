import { openPeer, probeOf } from '../peer.ts';
import { interleaved, type Run } from '../run.ts';

/** W2: a commune comes down to an empty tablet: durable, then searchable. W4: in how many bytes. */
export async function benchPull(run: Run): Promise<void> {
  const { size } = run;
  const probe = probeOf(size);
  for (const { round, peer } of interleaved(run)) {
    run.say(`W2 round ${round + 1}: ${peer.name}`);
    const server = await peer.serve({ here: size }, run.pages, run.say);
    const browser = await openPeer(server, run);
    const who = peer.name;
    try {
      for (const jit of ['cold', 'warm']) {
        if (jit === 'cold') await browser.api.setup(await server.where());
        else await browser.api.reset(await server.where());
        const before = await server.wired();
        const pulled = await browser.api.pull(probe);
        const after = await server.wired();
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
        if (jit === 'warm') continue;
        const bytes = after.received + after.sent - before.received - before.sent;
        const requests = after.requests - before.requests;
        const what = 'pull: bytes a record, both ways';
        run.add({ work: 'W4', what, who, unit: 'bytes', value: bytes / size });
        const unit = 'requests';
        run.add({ work: 'W4', what: `pull ${size}: requests`, who, unit, value: requests });
      }
      if (round > 0) continue;
      const durability = JSON.stringify(await browser.api.durability());
      run.note('W2', `${who}: writing transactions were ${durability}`);
    } finally {
      await browser.close();
      await server.end();
    }
  }
}
