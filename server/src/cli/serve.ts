import { once } from 'node:events';
import { runOffice } from '../run-office.ts';
import type { Io } from './json-lines.ts';

/** `khop serve`: the office, until SIGTERM. Settings are in config.ts. */
export async function run(_args: string[], io: Io): Promise<number> {
  await runOffice(process.env, {
    async opened({ address }) {
      await io.stdout.write(`Khớp: ${address}\n`);
    },
  });
  // The office ends the process by itself; here it could not even start.
  if (process.exitCode === undefined) await once(process, 'exit');
  return Number(process.exitCode ?? 0);
}
