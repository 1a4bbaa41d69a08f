import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import { root } from '../gate/step.ts';

// Bugs planted into the client's source while it is built, so that the product carries no switches
// for its own faults. A rig that does not find them proves nothing.

export const TABLET_PLANTS = {
  relaxed: {
    file: 'client/src/data/ledger.ts',
    find: "chromeTransactionDurability: 'strict'",
    put: "chromeTransactionDurability: 'relaxed'",
  },
  early: {
    file: 'client/src/data/entries.ts',
    find: 'const placed = await ledger.run((db) =>',
    put: `const early = (work) => {
      setTimeout(() => void ledger.run(work), 300);
      return { ...outline, journal: 'early', seq: 1 };
    };
    const placed = await early((db) =>`,
  },
} as const;
export type TabletPlant = keyof typeof TABLET_PLANTS;

/** Builds the client with one bug in it; answers the folder to serve. */
export async function buildPlanted(name: TabletPlant): Promise<string> {
  const { file, find, put } = TABLET_PLANTS[name];
  if (readFileSync(join(root, file), 'utf8').split(find).length !== 2) {
    throw new Error(`plant ${name}: its text must stand exactly once in ${file}`);
  }
  let isPlanted = false;
  const plugin: Plugin = {
    name: 'plant',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith(file)) return null;
      isPlanted = true;
      return code.replace(find, () => put);
    },
  };
  const outDir = mkdtempSync(join(tmpdir(), `khop-client-${name}-`));
  const before = process.cwd();
  // Babel looks for its presets from where it stands.
  process.chdir(join(root, 'client'));
  try {
    await build({ plugins: [plugin], build: { outDir }, logLevel: 'error' });
  } finally {
    process.chdir(before);
  }
  if (!isPlanted) throw new Error(`plant ${name}: ${file} was not built`);
  return outDir;
}
