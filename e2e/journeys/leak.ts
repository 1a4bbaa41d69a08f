import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Page } from '@playwright/test';
import { makeFinder, type Needle, textNeedle } from './find-bytes.ts';

/** Where something was found in what the browser keeps of the app, and how much was read. */
export type Leaks = { found: string[]; bytesRead: number };

/**
 * Reads everything the page's origin keeps (IndexedDB, localStorage, sessionStorage, Cache Storage)
 * and the page's address as bytes, and looks for each text in UTF-8, UTF-16, base64 and hex.
 */
export function findLeaks(page: Page, texts: readonly string[]): Promise<Leaks> {
  return findKept(
    page,
    texts.map((text, nth) => textNeedle(`needle ${nth}`, text)),
  );
}

/** The same for needles of any kind: a key's bytes, too. */
export async function findKept(page: Page, needles: readonly Needle[]): Promise<Leaks> {
  const find = makeFinder(needles);
  const kept = await page.evaluate(readAllKept);
  const found = new Set<string>();
  let bytesRead = 0;
  for (const { place, base64 } of kept) {
    const bytes = Buffer.from(base64, 'base64');
    bytesRead += bytes.length;
    for (const said of find(bytes)) found.add(`${place}: ${said}`);
  }
  return { found: [...found].sort(), bytesRead };
}

/** Every file of a browser's profile, as whoever has the disk reads them. */
export function findOnDisk(profile: string, needles: readonly Needle[]): Leaks {
  const find = makeFinder(needles);
  const found = new Set<string>();
  let bytesRead = 0;
  for (const entry of readdirSync(profile, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const bytes = readFileSync(file);
    bytesRead += bytes.length;
    for (const said of find(bytes)) found.add(`${relative(profile, file)}: ${said}`);
  }
  return { found: [...found].sort(), bytesRead };
}

// Runs in the page, so it stands alone.
async function readAllKept(): Promise<{ place: string; base64: string }[]> {
  const kept: { place: string; base64: string }[] = [];
  const utf8 = new TextEncoder();
  function keep(place: string, bytes: Uint8Array) {
    let text = '';
    for (let at = 0; at < bytes.length; at += 8192) {
      text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    }
    kept.push({ place, base64: btoa(text) });
  }
  const utf16 = (text: string) =>
    new Uint8Array(Uint16Array.from(text, (unit) => unit.charCodeAt(0)).buffer);
  /** Every text and every run of bytes inside a stored value. */
  function walk(place: string, value: unknown) {
    if (typeof value === 'string') {
      keep(place, utf8.encode(value));
      // One code unit a character: IndexedDB itself keeps it as UTF-16.
      keep(place, utf16(value));
    } else if (typeof value === 'number') keep(place, utf8.encode(String(value)));
    else if (value instanceof ArrayBuffer) keep(place, new Uint8Array(value));
    else if (ArrayBuffer.isView(value)) {
      keep(place, new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
    } else if (value instanceof Map || value instanceof Set) {
      for (const each of value) walk(place, each);
    } else if (value !== null && typeof value === 'object') {
      for (const [key, each] of Object.entries(value)) {
        walk(place, key);
        walk(place, each);
      }
    }
  }
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  for (const { name = '' } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const table = database.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([done(table.getAllKeys()), done(table.getAll())]);
      walk(`IndexedDB ${name}/${store}`, keys);
      walk(`IndexedDB ${name}/${store}`, values);
    }
    database.close();
  }
  walk('localStorage', { ...localStorage });
  walk('sessionStorage', { ...sessionStorage });
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      walk(`cache ${name}`, request.url);
      const body = await cache.match(request);
      if (body) keep(`cache ${name}`, new Uint8Array(await body.arrayBuffer()));
    }
  }
  walk('address', location.href);
  walk('title', document.title);
  return kept;
}
