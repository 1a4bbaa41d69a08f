import type { CameraSession } from './camera-session.ts';

/** A picture that stands still this long has stalled. */
const STILL_MS = 4000;
const LOOK_MS = 1000;

/**
 * Watches a running camera: `onDead` when its track ends (another app took it, a cable came out),
 * `onStalled` once when the picture stands still. Answers how to stop watching.
 */
export function watchSession(
  { video, track }: CameraSession,
  { onDead, onStalled }: { onDead: () => void; onStalled: () => void },
): () => void {
  let lastTime = -1;
  let stillMs = 0;
  const look = () => {
    const isMoving = video.currentTime !== lastTime;
    lastTime = video.currentTime;
    stillMs = isMoving || document.hidden ? 0 : stillMs + LOOK_MS;
    if (stillMs === STILL_MS) onStalled();
  };
  const timer = setInterval(look, LOOK_MS);
  track.addEventListener('ended', onDead);
  return () => {
    clearInterval(timer);
    track.removeEventListener('ended', onDead);
  };
}

/** Tells when the page goes out of sight and when it is back, however the browser puts it. */
export function watchPage({
  onHidden,
  onShown,
}: {
  onHidden: () => void;
  onShown: () => void;
}): () => void {
  const turned = () => (document.hidden ? onHidden() : onShown());
  document.addEventListener('visibilitychange', turned);
  window.addEventListener('pageshow', onShown);
  window.addEventListener('focus', onShown);
  return () => {
    document.removeEventListener('visibilitychange', turned);
    window.removeEventListener('pageshow', onShown);
    window.removeEventListener('focus', onShown);
  };
}
