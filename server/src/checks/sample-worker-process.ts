// A worker of its own process, for tests that kill it. Arguments: database, gateway URL, and how far
// its clock is ahead in ms, so that the leases of its dead predecessor have run out.
import { randomBytes } from 'node:crypto';
import { httpRegistry } from '../registry/http-registry.ts';
import { openStore } from '../store/open-store.ts';
import { openChecks } from './worker.ts';

const [location = '', url = '', ahead = '0'] = process.argv.slice(2);
const clock = {
  // biome-ignore lint/plugin: a process of its own is a main
  now: () => Date.now() + Number(ahead),
  // biome-ignore lint/plugin: a process of its own is a main
  mono: () => performance.now(),
};
const random = (length: number) => new Uint8Array(randomBytes(length));
const store = await openStore(location, { clock, random });
const checks = openChecks({
  store,
  clock,
  random,
  portion: 4,
  log: { info() {}, warn() {}, error() {} },
  registry: httpRegistry({
    fetch,
    clock,
    officerId: () => '066190000000',
    settings: {
      url,
      operation: 'verify',
      user: 'u',
      secret: 's',
      client: null,
      apiKey: null,
      procedure: 'G00',
      unit: 'H00',
      account: 'khop',
      phone: '0',
      nameStyle: 'no-apostrophe',
      parallel: 2,
      timeoutMs: 10_000,
      maxBytes: 65_536,
    },
  }),
});
while ((await checks.runOnce()) > 0);
await store.close();
