/** Keeps the screen on while a camera runs, where the browser can. Answers how to let go. */
export function keepAwake(): () => void {
  let isOver = false;
  let lock: WakeLockSentinel | null = null;
  const locks = (navigator as { wakeLock?: WakeLock }).wakeLock;
  locks
    ?.request('screen')
    .then((got) => {
      lock = got;
      if (isOver) void got.release();
    })
    .catch(() => {
      // Low battery or a hidden page: the screen may go dark, scanning goes on.
    });
  return () => {
    isOver = true;
    void lock?.release();
  };
}
