import { describe, expect, it } from 'vitest';
import { probeBattery, probeCaches } from './probe.ts';

function shelf(content: Record<string, string[]>) {
  return {
    keys: async () => Object.keys(content),
    open: async (name: string) =>
      ({
        keys: async () => (content[name] ?? []).map((url) => ({ url })),
      }) as unknown as Cache,
  };
}

describe('[UX7] would the app open without a network', () => {
  it('the page and the scanner lie in the precache', async () => {
    const caches = shelf({
      'workbox-precache-v2-http://localhost/': [
        'http://localhost/index.html?__WB_REVISION__=1',
        'http://localhost/assets/zxing_reader-a1.wasm',
      ],
    });
    expect(await probeCaches(caches, true)).toEqual({ isAppCached: true, isScannerCached: true });
  });

  it('a cache without a worker in power opens nothing', async () => {
    const caches = shelf({ 'workbox-precache-v2': ['http://localhost/index.html'] });
    expect(await probeCaches(caches, false)).toEqual({
      isAppCached: false,
      isScannerCached: false,
    });
  });

  it('another cache is not taken for the app', async () => {
    const caches = shelf({ pictures: ['http://localhost/index.html', 'http://localhost/a.wasm'] });
    expect(await probeCaches(caches, true)).toEqual({ isAppCached: false, isScannerCached: false });
  });

  it('a browser without caches or battery says nothing, not no', async () => {
    expect(await probeCaches(undefined, false)).toEqual({
      isAppCached: null,
      isScannerCached: null,
    });
    expect(await probeBattery({})).toBe(null);
    expect(await probeBattery({ getBattery: () => Promise.reject(new Error('denied')) })).toBe(
      null,
    );
  });
});
