import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Edit } from './planted.ts';

/**
 * Plants the bug that KHOP_PLANT names in the source as it is loaded, so that the product itself
 * carries no switches for its own faults. A plant whose text is not found exactly once stops the
 * run: a plant that no longer fits the code proves nothing.
 */
export function plantFrom(plants: readonly { name: string; edits: readonly Edit[] }[]): void {
  const name = process.env.KHOP_PLANT;
  const plant = plants.find((each) => each.name === name);
  if (plant === undefined) throw new Error(`no plant called ${name}`);
  registerHooks({
    load(url, context, nextLoad) {
      const edits = plant.edits.filter(({ file }) => url.endsWith(file));
      if (edits.length === 0) return nextLoad(url, context);
      let source = readFileSync(fileURLToPath(url), 'utf8');
      for (const { file, find, put } of edits) {
        if (source.split(find).length !== 2) {
          throw new Error(`plant ${plant.name}: its text must stand exactly once in ${file}`);
        }
        source = source.replace(find, () => put);
      }
      process.stderr.write(`planted: ${plant.name}\n`);
      return { format: 'module-typescript', source, shortCircuit: true };
    },
  });
}
