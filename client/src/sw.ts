/// <reference lib="webworker" />
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  type PrecacheEntry,
  precacheAndRoute,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (PrecacheEntry | string)[] };

/** Background Sync is not in TypeScript's library. */
type SyncEvent = ExtendableEvent & { readonly tag: string };

// The app's own files and nothing else: an answer of the office may name a person, so no answer
// is ever kept here.
precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();

registerRoute(
  new NavigationRoute(createHandlerBoundToURL('index.html'), { denylist: [/^\/api\//, /^\/docs/] }),
);

// A new version waits until a person takes it (UX10).
self.addEventListener('message', (event) => {
  const message: unknown = event.data;
  if (message instanceof Object && 'type' in message && message.type === 'SKIP_WAITING') {
    void self.skipWaiting();
  }
});

// The first visit must be able to go offline without a reload.
self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

// The postman works in the page, where the keys are; the browser's hint only wakes it.
self.addEventListener('sync', (event) => {
  (event as SyncEvent).waitUntil(wakeClients());
});

async function wakeClients(): Promise<void> {
  for (const client of await self.clients.matchAll({ type: 'window' })) {
    client.postMessage({ type: 'WAKE' });
  }
}
