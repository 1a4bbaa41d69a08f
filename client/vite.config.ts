import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { textPlugins } from './macros.ts';

const here = import.meta.dirname;

export default defineConfig({
  root: here,
  resolve: {
    alias: [
      // The package's own entry leads to its build for old browsers.
      { find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' },
      // html5-qrcode carries a second, slower decoder of 280 kB; ours replaces it (SCANNER.md).
      {
        find: /^.*\/third_party\/zxing-js\.umd$/,
        replacement: `${here}/src/scanner/zxing-js-stub.ts`,
      },
    ],
  },
  plugins: [
    react(),
    ...textPlugins(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'sw.ts',
      registerType: 'prompt',
      injectRegister: null,
      injectManifest: {
        target: 'chrome111',
        globPatterns: ['**/*.{js,css,html,woff2,wasm,webmanifest,png,svg,mp3,wav}'],
        maximumFileSizeToCacheInBytes: 4_000_000,
      },
      manifest: {
        id: '/',
        name: 'Khớp – sổ tiêm chủng',
        short_name: 'Khớp',
        description: 'Ghi mũi tiêm không cần sóng, khớp với cơ sở dữ liệu dân cư.',
        lang: 'vi',
        dir: 'ltr',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        background_color: '#f6f3ef',
        theme_color: '#f6f3ef',
        icons: [
          { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
          {
            src: '/icon-maskable-512.png',
            sizes: '512x512',
            type: 'image/png',
            purpose: 'maskable',
          },
        ],
      },
    }),
  ],
  worker: { format: 'es' },
  build: {
    target: 'chrome111',
    manifest: true,
    modulePreload: { polyfill: false },
    // The policy allows no data: fonts or scripts; small files stay files.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // One file a part would be seventy requests before Home; a slow network pays for each.
          groups: [
            { name: 'vendor', test: /[\\/]node_modules[\\/]/, tags: ['$initial'] },
            {
              name: 'kit',
              test: /[\\/](?:src[\\/]ui|@tabler)[\\/].*\.m?[jt]sx?$/,
              minShareCount: 3,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': { target: 'http://localhost:8080', changeOrigin: false } } },
});
