import { getConfig } from '@lingui/conf';
import { lingui, linguiTransformerBabelPreset } from '@lingui/vite-plugin';
import babel from '@rolldown/plugin-babel';
import type { PluginOption } from 'vite';

// Told where its configuration lies: the tests run from the root and would find none.
const where = {
  configPath: `${import.meta.dirname}/lingui.config.ts`,
  cwd: import.meta.dirname,
};

/**
 * The texts: macros become message ids, `.po` files become modules.
 * Shared by the build and by the tests, so both read the same words.
 */
export function textPlugins(): PluginOption[] {
  return [
    lingui({ ...where, failOnCompileError: true }),
    babel({ presets: [linguiTransformerBabelPreset({ linguiConfig: getConfig(where) }, where)] }),
  ];
}
