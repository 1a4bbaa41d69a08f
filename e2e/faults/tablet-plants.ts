import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import { root } from '../gate/step.ts';

// Bugs planted into the client's source while it is built, so that the product carries no switches
// for its own faults. A rig that does not find them proves nothing.

export const TABLET_PLANTS = {
  // Both stores: with one of them strict nothing is lost (results/tablet.md, 8).
  relaxed: [
    {
      file: 'client/src/data/ledger.ts',
      find: "chromeTransactionDurability: 'strict'",
      put: "chromeTransactionDurability: 'relaxed'",
    },
    {
      file: 'client/src/data/hear-writes.ts',
      find: "durability: 'strict'",
      put: "durability: 'relaxed'",
    },
  ],
  early: [
    {
      file: 'client/src/data/entries.ts',
      find: 'const placed = await ledger.run((db) =>',
      put: `const early = (work) => {
      setTimeout(() => void ledger.run(work), 300);
      return { ...outline, journal: 'early', seq: 1 };
    };
    const placed = await early((db) =>`,
    },
  ],
} as const;
export type TabletPlant = keyof typeof TABLET_PLANTS;

/** Builds the client with one of them in it; answers the folder to serve. */
export async function buildPlanted(name: TabletPlant): Promise<string> {
  const edits = TABLET_PLANTS[name];
  for (const { file, find } of edits) {
    if (readFileSync(join(root, file), 'utf8').split(find).length !== 2)
      throw new Error(`plant ${name}: its text must stand exactly once in ${file}`);
  }
  const planted = new Set<string>();
  const plugin: Plugin = {
    name: 'plant',
    enforce: 'pre',
    transform(code, id) {
      const edit = edits.find(({ file }) => id.endsWith(file));
      if (edit === undefined) return null;
      planted.add(edit.file);
      return code.replace(edit.find, () => edit.put);
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
  const missed = edits.filter(({ file }) => !planted.has(file));
  if (missed.length > 0) throw new Error(`plant ${name}: ${missed[0]?.file} was not built`);
  return outDir;
}
