import type { Page } from '@playwright/test';

/** Where personal text was found in what the browser keeps of the app, and how much was read. */
export type Leaks = { found: string[]; bytesRead: number };

/**
 * Reads everything the page's origin keeps (IndexedDB, localStorage, sessionStorage, Cache Storage)
 * and the page's address as bytes, and looks for each needle in UTF-8, UTF-16, base64 and hex.
 */
export function findLeaks(page: Page, needles: readonly string[]): Promise<Leaks> {
  return page.evaluate(lookForNeedles, needles);
}

// Runs in the page, so it stands alone.
async function lookForNeedles(needles: readonly string[]): Promise<Leaks> {
  const utf8 = new TextEncoder();
  // A byte is a character here: a search over text is a search over bytes.
  const asText = (bytes: Uint8Array) => {
    let text = '';
    for (let at = 0; at < bytes.length; at += 8192) {
      text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    }
    return text;
  };
  const utf16 = (text: string) => {
    const bytes = new Uint8Array(text.length * 2);
    for (let at = 0; at < text.length; at++) {
      bytes[at * 2] = text.charCodeAt(at) & 0xff;
      bytes[at * 2 + 1] = text.charCodeAt(at) >> 8;
    }
    return bytes;
  };
  /** The characters of a base64 text that do not depend on what stands around the needle. */
  const base64At = (bytes: Uint8Array, lead: number) => {
    const padded = new Uint8Array(lead + bytes.length);
    padded.set(bytes, lead);
    const whole = btoa(asText(padded));
    const first = lead === 0 ? 0 : lead + 1;
    return whole.slice(first, Math.floor((padded.length * 4) / 3));
  };
  const formsOf = (needle: string) => {
    const bytes = utf8.encode(needle);
    const hex = [...bytes].map((each) => each.toString(16).padStart(2, '0')).join('');
    return [
      ['utf-8', asText(bytes)],
      ['utf-16', asText(utf16(needle))],
      ['hex', hex],
      ['hex', hex.toUpperCase()],
      ['address', encodeURIComponent(needle)],
      ...[0, 1, 2].map((lead) => ['base64', base64At(bytes, lead)]),
    ] as [string, string][];
  };

  const found = new Set<string>();
  let bytesRead = 0;
  const wanted = needles.flatMap((needle, nth) =>
    formsOf(needle).map(([form, text]) => ({ form, text, nth })),
  );
  function look(place: string, bytes: Uint8Array) {
    bytesRead += bytes.length;
    const hay = asText(bytes);
    for (const { form, text, nth } of wanted) {
      if (hay.includes(text)) found.add(`${place}: needle ${nth} as ${form}`);
    }
  }
  /** Every text and every run of bytes inside a stored value. */
  function walk(place: string, value: unknown) {
    if (typeof value === 'string') {
      look(place, utf8.encode(value));
      // One code unit a character: IndexedDB itself keeps it as UTF-16.
      look(place, utf16(value));
    } else if (typeof value === 'number') look(place, utf8.encode(String(value)));
    else if (value instanceof ArrayBuffer) look(place, new Uint8Array(value));
    else if (ArrayBuffer.isView(value)) {
      look(place, new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
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
      const kept = await cache.match(request);
      if (kept) look(`cache ${name}`, new Uint8Array(await kept.arrayBuffer()));
    }
  }
  walk('address', location.href);
  walk('title', document.title);
  return { found: [...found].sort(), bytesRead };
}
