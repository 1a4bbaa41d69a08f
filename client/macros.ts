import { lingui, linguiTransformerBabelPreset } from '@lingui/vite-plugin';
import babel from '@rolldown/plugin-babel';
import type { PluginOption } from 'vite';

const configPath = `${import.meta.dirname}/lingui.config.ts`;

/**
 * The texts: macros become message ids, `.po` files become modules.
 * Shared by the build and by the tests, so both read the same words.
 */
export function textPlugins(): PluginOption[] {
  return [
    lingui({ configPath, cwd: import.meta.dirname, failOnCompileError: true }),
    babel({
      presets: [linguiTransformerBabelPreset({}, { configPath, cwd: import.meta.dirname })],
    }),
  ];
}
