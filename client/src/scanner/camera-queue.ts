/**
 * One line for everything that starts or stops a camera. html5-qrcode breaks when a stop overtakes
 * its start, and two starts at once leave two live cameras (React's double mount does both).
 */
export function openQueue() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(task: () => Promise<T>): Promise<T> => {
    const next = last.then(task, task);
    last = next.catch(() => undefined);
    return next;
  };
}

/** The page's one line of camera work. */
export const cameraQueue = openQueue();
