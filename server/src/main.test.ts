import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'khop-main-'));
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** A process of the office; `said` grows with what it writes. */
function run(environment: Record<string, string>) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: { ...process.env, KHOP_LOG: 'silent', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const heard = { said: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      heard.said += chunk.toString();
    });
  }
  return { child, heard, exit: once(child, 'exit').then(([code]) => Number(code)) };
}

async function addressOf({ child, heard }: ReturnType<typeof run>): Promise<string> {
  for (;;) {
    const found = /Khớp: (http\S+)/.exec(heard.said)?.[1];
    if (found !== undefined) return found;
    await once(child.stdout, 'data');
  }
}

test('starts, keeps its port from another office, and ends at SIGTERM', async () => {
  const first = run({ KHOP_PORT: '0', KHOP_DATA_DIR: join(folder, 'one') });
  const address = await addressOf(first);
  expect(await (await fetch(`${address}/ready`)).json()).toMatchObject({ ok: true });
  const { port } = new URL(address);
  const second = run({ KHOP_PORT: port, KHOP_DATA_DIR: join(folder, 'two') });
  expect(await second.exit).toBe(1);
  expect(second.heard.said).toBe(
    `Port ${port} is taken: stop the other program or set KHOP_PORT.\n`,
  );
  first.child.kill('SIGTERM');
  expect(await first.exit).toBe(0);
}, 30_000);

test('a folder that is none, a damaged file and a missing server are one sentence each', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, 'x');
  const damaged = mkdtempSync(join(folder, 'damaged-'));
  writeFileSync(
    join(damaged, 'office.sqlite'),
    'this is no database, whatever its name says'.repeat(99),
  );
  const cases: [Record<string, string>, RegExp][] = [
    [{ KHOP_DATA_DIR: join(file, 'x') }, /^The data folder .* cannot be written: .*\.\n$/],
    [{ KHOP_DATA_DIR: damaged }, /^The database in .* is damaged: restore a backup.*\.\n$/],
    [{ KHOP_DATABASE_URL: 'postgres://127.0.0.1:1/x' }, /^No PostgreSQL answers at .*\.\n$/],
    [{ KHOP_PORT: 'x' }, /^KHOP_PORT must be .*\.\n$/],
  ];
  for (const [environment, sentence] of cases) {
    const office = run({ KHOP_DATA_DIR: join(folder, 'three'), ...environment });
    expect(await office.exit).toBe(1);
    expect(office.heard.said).toMatch(sentence);
  }
}, 60_000);
