import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { build } from 'vite';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const KINDS: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
};
// The office's own policy (STACK.md), so that a scanner which needs more than it fails here too.
const POLICY =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; worker-src 'self'; img-src 'self' blob: data:";

const PAGES = join(import.meta.dirname, 'scan-page');
const ROOT = join(import.meta.dirname, '../..');

async function buildPage(into: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    root: PAGES,
    worker: { format: 'es' },
    resolve: {
      alias: [
        {
          find: /^.*\/third_party\/zxing-js\.umd$/,
          replacement: join(ROOT, 'client/src/scanner/zxing-js-stub.ts'),
        },
      ],
    },
    build: {
      target: 'chrome111',
      outDir: into,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      rollupOptions: { input: [join(PAGES, 'index.html'), join(PAGES, 'camera.html')] },
    },
  });
}

/** Opens a page of the benchmark's site in a Chromium of its own, closed again afterwards. */
export type OpenPage = <T>(
  file: string,
  flags: readonly string[],
  use: (page: Page) => Promise<T>,
) => Promise<T>;

/**
 * Builds the benchmark's pages with the client's own scanner and serves them, with the pictures of
 * `pictures` under /picture/, while `use` runs. Everything is taken down after.
 */
export async function withScanSite<T>(
  pictures: string,
  use: (open: OpenPage) => Promise<T>,
): Promise<T> {
  const built = await mkdtemp(join(tmpdir(), 'khop-scan-'));
  const server = createServer(async (request, reply) => {
    const path = new URL(request.url ?? '/', 'http://bench').pathname;
    const file = path.startsWith('/picture/')
      ? join(pictures, basename(decodeURIComponent(path)))
      : join(built, path === '/' ? 'index.html' : path);
    try {
      const body = await readFile(file);
      reply.setHeader('content-type', KINDS[extname(file)] ?? 'application/octet-stream');
      reply.setHeader('content-security-policy', POLICY);
      reply.end(body);
    } catch {
      reply.writeHead(404).end();
    }
  });
  try {
    await buildPage(built);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    return await use(async (file, flags, useOf) => {
      const args = [...FLAGS, ...flags];
      const browser = await chromium.launch({ executablePath: CHROMIUM, args });
      try {
        const page = await browser.newPage();
        page.on('pageerror', (error) => console.error(`scan page: ${error.message}`));
        await page.goto(`http://127.0.0.1:${port}/${file}`);
        return await useOf(page);
      } finally {
        await browser.close();
      }
    });
  } finally {
    server.close();
    await rm(built, { recursive: true, force: true });
  }
}
