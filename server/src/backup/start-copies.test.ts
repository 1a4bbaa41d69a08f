import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { machine } from '../cli/machine.ts';
import { type Copier, openCopier } from './copier.ts';
import { openSampleOffice } from './sample-copies.ts';
import { LATE_MS, startCopies } from './start-copies.ts';
import { openThreadCopier } from './thread-copier.ts';

/** Copies of a sample office that wait until they are woken. */
async function running(copierOf: (office: Awaited<ReturnType<typeof openSampleOffice>>) => Copier) {
  const office = await openSampleOffice(6);
  await office.record(0);
  const naps: (() => void)[] = [];
  const late: (() => void)[] = [];
  const told: object[] = [];
  const copies = startCopies({
    store: office.store,
    copier: copierOf(office),
    clock: office.clock,
    log: { info: (about) => told.push(about), error: (about) => told.push(about) },
    everyMs: 60_000,
    keptMs: 35 * 86_400_000,
    request: {
      location: join(office.folder, 'office.sqlite'),
      workDir: office.folder,
      to: office.to,
      publicKeys: office.keys.public,
      fullEveryMs: 86_400_000,
    },
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        signal.addEventListener('abort', () => resolve(), { once: true });
        if (ms === LATE_MS) late.push(resolve);
        else
          naps.push(() => {
            office.clock.advance(ms);
            resolve();
          });
      }),
  });
  let woken = 0;
  return {
    office,
    copies,
    told,
    late,
    /** Until the copy under way has ended and the next one is waited for. */
    async rest() {
      while (naps.length <= woken) await new Promise((resolve) => setImmediate(resolve));
    },
    wake(): void {
      naps[woken]?.();
      woken += 1;
    },
  };
}

test('[I14] copies follow one another, and safe follows each of them', async () => {
  const { office, copies, rest, wake, told } = await running(({ clock, options }) =>
    openCopier({ ...options().world, clock }),
  );
  const [id = ''] = office.tablets.map(({ journal }) => journal);
  await rest();
  expect((await office.heads()).get(id)).toEqual({ head: 2, safe: 2 });
  await office.record(0);
  wake();
  await rest();
  expect((await office.heads()).get(id)).toEqual({ head: 4, safe: 4 });
  expect(told).toMatchObject([{ kind: 'full' }, { kind: 'segment', entries: 2 }]);
  await copies.stop();
  await office.close();
});

test('[I14] a folder that goes away raises nothing, is told, and is taken up again when it is back', async () => {
  const { office, copies, rest, wake, told } = await running(({ options }) =>
    openCopier(options().world),
  );
  const [id = ''] = office.tablets.map(({ journal }) => journal);
  await rest();
  rmSync(office.to, { recursive: true });
  writeFileSync(office.to, '');
  await office.record(0);
  wake();
  await rest();
  expect((await office.heads()).get(id)).toEqual({ head: 4, safe: 2 });
  expect(told.at(-1)).toMatchObject({ kind: 'folder' });
  expect(copies.state().trouble).toBe('folder');
  rmSync(office.to);
  wake();
  await rest();
  expect((await office.heads()).get(id)).toEqual({ head: 4, safe: 4 });
  // The chain that was lost with the folder is not gone on with: a new one begins.
  expect(told.at(-1)).toMatchObject({ kind: 'full' });
  await copies.stop();
  await office.close();
});

test('the thread copies as the room does, and says what went wrong in the same words', async () => {
  const { office, copies, rest, wake, told } = await running(() => openThreadCopier());
  await rest();
  await office.record(1);
  wake();
  await rest();
  expect(told).toMatchObject([{ kind: 'full' }, { kind: 'segment' }]);
  const restored = await office.restore();
  expect(restored.contains.entries).toBe(4);
  rmSync(office.to, { recursive: true });
  writeFileSync(office.to, '');
  wake();
  await rest();
  expect(told.at(-1)).toMatchObject({ kind: 'folder', say: expect.stringContaining(office.to) });
  await copies.stop();
  expect(readdirSync(office.folder)).not.toContain('backup-work');
  await office.close();
});

test('a copier asked for an office that is not there makes none', async () => {
  const copier = openCopier(machine);
  const request = {
    location: '/nowhere/office.sqlite',
    workDir: '/nowhere',
    to: '/nowhere',
  } as const;
  const { public: publicKeys } = await openSampleOffice(7).then(async (office) => {
    await office.close();
    return office.keys;
  });
  await expect(
    copier.copy({ ...request, publicKeys, mode: 'full', fullEveryMs: 1 }),
  ).rejects.toMatchObject({ kind: 'no-office' });
});

test('a folder that hangs is told of, again and again, and does not keep the office from stopping', async () => {
  let hang = () => {};
  const { office, copies, late, told } = await running(() => ({
    copy: () => new Promise((_, reject) => (hang = () => reject(new Error('gone')))),
    close: async () => hang(),
  }));
  for (let nth = 0; nth < 2; nth++) {
    while (late.length <= nth) await new Promise((resolve) => setImmediate(resolve));
    late[nth]?.();
  }
  while (told.length < 2) await new Promise((resolve) => setImmediate(resolve));
  expect(told).toMatchObject([{ to: office.to }, { to: office.to }]);
  expect(copies.state()).toEqual({ copiedAt: null, trouble: 'late' });
  await copies.stop();
  await office.close();
});
