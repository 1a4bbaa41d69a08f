import { once } from 'node:events';
import { dayOf } from '@khop/shared/time';
import type { Io } from './cli/json-lines.ts';
import { withSecretFiles } from './secret-files.ts';
import { StartTrouble } from './start-trouble.ts';

type Subcommand = { run(args: string[], io: Io): Promise<number> };

const subcommands: Record<string, () => Promise<Subcommand>> = {
  'account reset': () => import('./cli/account-reset.ts'),
  'audit anchor': () => import('./cli/audit-anchor.ts'),
  'audit verify': () => import('./cli/audit-verify.ts'),
  backup: () => import('./cli/backup.ts'),
  'backup keygen': () => import('./cli/backup-keygen.ts'),
  'backup verify': () => import('./cli/backup-verify.ts'),
  'card read': () => import('./cli/card-read.ts'),
  demo: () => import('./cli/demo.ts'),
  'name compare': () => import('./cli/name-compare.ts'),
  'people import': () => import('./cli/people-import.ts'),
  'people password': () => import('./cli/people-password.ts'),
  'people template': () => import('./cli/people-template.ts'),
  'population import': () => import('./cli/population-import.ts'),
  'registry-stand-in': () => import('./cli/registry-stand-in.ts'),
  restore: () => import('./cli/restore.ts'),
  retention: () => import('./cli/retention.ts'),
  serve: () => import('./cli/serve.ts'),
  'sites import': () => import('./cli/sites-import.ts'),
  'units import': () => import('./cli/units-import.ts'),
  'units template': () => import('./cli/units-template.ts'),
};

/** Two words where a table row has two (`card read`), else one (`serve`). */
export function findSubcommand(
  words: string[],
): { load: () => Promise<Subcommand>; args: string[] } | null {
  for (const count of [2, 1]) {
    const name = words.slice(0, count).join(' ');
    const load = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined;
    if (load !== undefined) return { load, args: words.slice(count) };
  }
  return null;
}

export function listSubcommands(): string {
  const names = Object.keys(subcommands).sort();
  return `${['Usage: khop <command>', ...names.map((name) => `  khop ${name}`)].join('\n')}\n`;
}

async function main(): Promise<number> {
  const found = findSubcommand(process.argv.slice(2));
  if (found === null) {
    process.stderr.write(listSubcommands());
    return 2;
  }
  // The reader went away (`| head`): there is nobody left to answer.
  process.stdout.on('error', () => process.exit(0));
  const write = async (text: string) => {
    if (!process.stdout.write(text)) await once(process.stdout, 'drain');
  };
  // biome-ignore lint/plugin: the command line is a main: here the clock enters.
  const today = dayOf(Date.now());
  Object.assign(process.env, withSecretFiles(process.env));
  const { run } = await found.load();
  return run(found.args, { stdin: process.stdin, stdout: { write }, today });
}

if (import.meta.main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    const isUsage =
      error instanceof Error && 'code' in error && /^ERR_PARSE_ARGS/.test(`${error.code}`);
    if (!isUsage && !(error instanceof StartTrouble)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = isUsage ? 2 : 1;
  }
}
