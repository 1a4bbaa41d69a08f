import { openPeer, type PeerBrowser, type PeerServer, probeOf } from '../peer.ts';
import { attempt, interleaved, percentile, type Run } from '../run.ts';

const HERE_COUNT = 1000;
const SEED = 300;

/** W3: one change up, one change down, while everything else is at rest; offices of growing size. */
export async function benchChange(run: Run): Promise<void> {
  for (const { round, peer } of interleaved(run)) {
    const countries = peer.name === 'khop' ? run.offices : [HERE_COUNT];
    for (const records of countries) {
      const who = peer.name === 'khop' ? `khop, ${records} in the office` : peer.name;
      run.say(`W3 round ${round + 1}: ${who}`);
      const before = { here: HERE_COUNT, elsewhere: records - HERE_COUNT };
      await attempt(run, 'W3', who, async () => {
        const server = await peer.serve(before, run.pages, run.say);
        const browser = await openPeer(server, run);
        try {
          await measure(run, who, server, browser, round);
        } finally {
          await browser.close();
          await server.end();
        }
      });
    }
  }
}

async function measure(
  run: Run,
  who: string,
  server: PeerServer,
  { api }: PeerBrowser,
  round: number,
): Promise<void> {
  const { changes } = run;
  await api.setup(await server.where());
  await api.pull(probeOf(HERE_COUNT));
  await api.live();
  const seed = SEED + round * 10;
  await api.up(seed, 3);
  const before = await server.wired();
  const up = await api.up(seed + 1, changes);
  const between = await server.wired();
  const down = await api.down(seed + 2, changes);
  const after = await server.wired();
  const add = (what: string, unit: 'ms' | 'bytes' | 'requests', value: number) =>
    run.add({ work: unit === 'ms' ? 'W3' : 'W4', what, who, unit, value });
  const times: [string, number[]][] = [
    ['one change up, saved → acknowledged', up.sentMs],
    ['one change up, its local save', up.savedMs],
    ['one change down, acknowledged to its writer → stored and shown here', down.afterAckMs],
    ['one change down, its writer begins → shown here', down.wholeMs],
  ];
  for (const [what, values] of times) {
    add(`${what}, p50`, 'ms', percentile(values, 0.5));
    add(`${what}, p95`, 'ms', percentile(values, 0.95));
  }
  const bytesOf = (from: typeof before, to: typeof before) =>
    (to.received + to.sent - from.received - from.sent) / changes;
  add('one change up: bytes, both ways, its echo included', 'bytes', bytesOf(before, between));
  add('one change up: requests', 'requests', (between.requests - before.requests) / changes);
  add('one change down: bytes, its writer included', 'bytes', bytesOf(between, after));
  add('one change down: requests', 'requests', (after.requests - between.requests) / changes);
}
