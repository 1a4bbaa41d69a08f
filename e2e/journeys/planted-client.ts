import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import { root } from '../gate/step.ts';

/** Another text in one file of the client, as the bug of a build. */
export type Plant = { file: string; find: string; put: string };

/**
 * Builds the client with bugs planted into its sources as they are read, for a control: a search that
 * finds nothing in this one proves nothing. The product itself carries no switch for its own faults.
 */
export async function buildPlanted(plants: readonly Plant[], outDir: string): Promise<void> {
  for (const { file, find } of plants) {
    if (readFileSync(join(root, file), 'utf8').split(find).length !== 2) {
      throw new Error(`the plant's text must stand exactly once in ${file}`);
    }
  }
  const plugin = (): Plugin => ({
    name: 'khop-plant',
    enforce: 'pre',
    transform(code, id) {
      const own = plants.filter(({ file }) => id.endsWith(file));
      return own.length === 0
        ? null
        : own.reduce((text, { find, put }) => text.replace(find, () => put), code);
    },
  });
  await build({
    configFile: join(root, 'client/vite.config.ts'),
    logLevel: 'error',
    plugins: [plugin()],
    worker: { plugins: () => [plugin()] },
    build: { outDir, emptyOutDir: true },
  });
}
