import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { officePlants } from './office-plants.ts';

// node --import ./e2e/faults/office-plant.ts server/src/main.ts with KHOP_PLANT: plants one bug in the
// office as it is loaded, so that the product carries no switches for its own faults. A plant whose text
// is not found exactly once stops the office: a plant that no longer fits the code proves nothing.

const plant = officePlants.find((each) => each.name === process.env.KHOP_PLANT);
if (plant === undefined) throw new Error(`no plant called ${process.env.KHOP_PLANT}`);

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
    return { format: 'module-typescript', source, shortCircuit: true };
  },
});
