import { expect, test } from './journey.ts';
import { findLeaks } from './leak.ts';

// The control of the search in road.spec.ts: a search that finds nothing here proves nothing there.
test('what lies in clear is found in every form and place', async ({ page }) => {
  await page.goto('/enrol');
  const canary = 'Hoàng Thị Ẩn 066199123456';
  await page.evaluate(async (text) => {
    const utf8 = new TextEncoder().encode(text);
    const utf16 = new Uint8Array(new Uint16Array([...text].map((c) => c.charCodeAt(0))).buffer);
    const latin = (bytes: Uint8Array) => String.fromCharCode(...bytes);
    const hex = [...utf8].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const values = {
      text: { deep: [{ name: text }] },
      key: new Map([[text, 1]]),
      bytes: new Uint8Array([7, ...utf8, 7]),
      wide: utf16.buffer,
      hex,
      base64: [0, 1, 2].map((lead) => btoa(`${'x'.repeat(lead) + latin(utf8)}yz`)),
    };
    await new Promise<void>((resolve, reject) => {
      const opening = indexedDB.open('control', 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore('things');
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const change = opening.result.transaction('things', 'readwrite');
        for (const [key, value] of Object.entries(values))
          change.objectStore('things').put(value, key);
        change.oncomplete = () => {
          opening.result.close();
          resolve();
        };
      };
    });
    localStorage.setItem('control', text);
    sessionStorage.setItem('control', text);
    const cache = await caches.open('control');
    await cache.put('/control', new Response(text));
    history.replaceState(null, '', `?q=${encodeURIComponent(text)}`);
  }, canary);

  const { found } = await findLeaks(page, [canary, 'nobody has this name']);
  expect(found).toEqual([
    'IndexedDB control/things: needle 0 as base64',
    'IndexedDB control/things: needle 0 as hex',
    'IndexedDB control/things: needle 0 as utf-16',
    'IndexedDB control/things: needle 0 as utf-8',
    'address: needle 0 as address',
    'cache control: needle 0 as utf-8',
    'localStorage: needle 0 as utf-16',
    'localStorage: needle 0 as utf-8',
    'sessionStorage: needle 0 as utf-16',
    'sessionStorage: needle 0 as utf-8',
  ]);
});
