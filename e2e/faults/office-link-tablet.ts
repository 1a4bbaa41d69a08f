import { setTimeout as sleep } from 'node:timers/promises';
import { openFieldTablet } from './field-tablet.ts';

// The tablet of office-link.ts, in a network namespace of its own: node office-link-tablet.ts with
// { url, invitation, seed, entries } as JSON. It enrols, records out of reach, and hands over when told
// to by a line on stdin; each line it prints is JSON.

type Told = {
  url: string;
  invitation: { code: string; user: string; password: string };
  seed: number;
  entries: number;
};

const told = JSON.parse(process.argv[2] ?? '') as Told;
const say = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`);
let isNear = true;
const field = await openFieldTablet({
  seed: told.seed,
  invitation: told.invitation,
  url: () => (isNear ? told.url : 'http://127.0.0.1:9'),
});
isNear = false;
while (field.saved.size < told.entries) await field.record();
await field.tablet.settled();
say({ recorded: field.saved.size, waiting: field.tablet.status.get().waiting });

process.stdin.once('data', async () => {
  isNear = true;
  const begun = performance.now();
  while (field.tablet.status.get().waiting > 0) {
    // A person who sees it stand still presses the button, at most every two seconds.
    field.tablet.sendNow();
    const stop = performance.now() + 2000;
    while (field.tablet.status.get().waiting > 0 && performance.now() < stop) await sleep(50);
  }
  const ms = Math.round(performance.now() - begun);
  await field.tablet.settled();
  const done = { ms, saved: [...field.saved], acks: field.acks.length };
  await field.close();
  process.stdout.write(`${JSON.stringify(done)}\n`, () => process.exit(0));
});
