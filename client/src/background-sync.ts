/** Background Sync (WICG, Chromium): not in TypeScript's library. */
type WithSync = ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } };

/**
 * Has the browser call (`onSignal`) once it believes to be online again, also while the page lies
 * behind others. A mere wake-up: where there is none, or the browser refuses, the timer comes.
 */
export function awaitSignal(): void {
  // Believing to be online already it would call at once, and after each failure anew.
  if (navigator.onLine || !('serviceWorker' in navigator)) return;
  void navigator.serviceWorker.ready
    .then((registration: WithSync) => registration.sync?.register('khop-send'))
    .catch(() => undefined);
}

/** Calls when the worker passes the browser's call on (sw.ts). */
export function onSignal(call: () => void): () => void {
  const hear = ({ data }: MessageEvent<{ type?: unknown } | null>) => {
    if (data?.type === 'WAKE') call();
  };
  navigator.serviceWorker?.addEventListener('message', hear);
  return () => navigator.serviceWorker?.removeEventListener('message', hear);
}
