import { describe, expect, it, vi } from 'vitest';
import type { WorkboxLifecycleEvent } from 'workbox-window';
import { Updates } from './update.ts';

type Kind = 'waiting' | 'controlling';

/** One window: its own workbox, the locks it shares with the others. */
function openWindow(locks: LockManager = navigator.locks, isControlled = true) {
  const calls = new Map<Kind, (event: WorkboxLifecycleEvent) => void>();
  const messageSkipWaiting = vi.fn<() => void>();
  const reload = vi.fn<() => void>();
  const update = vi.fn<() => Promise<void>>(async () => undefined);
  const updates = new Updates({ locks, reload, isControlled });
  void updates.start({
    register: async () => undefined,
    update,
    addEventListener: (kind, call) => void calls.set(kind, call),
    messageSkipWaiting,
  });
  const fire = (kind: Kind, event: { isUpdate?: boolean; isExternal?: boolean } = {}) =>
    calls.get(kind)?.(event as WorkboxLifecycleEvent);
  return { updates, fire, messageSkipWaiting, reload, update };
}

describe('a new version', () => {
  it('[UX10] waits and never reloads by itself', () => {
    const { updates, fire, messageSkipWaiting, reload } = openWindow();
    expect(updates.get()).toBe('none');
    fire('waiting');
    expect(updates.get()).toBe('waiting');
    fire('controlling', { isUpdate: true });
    expect(messageSkipWaiting).not.toHaveBeenCalled();
    expect(reload).not.toHaveBeenCalled();
  });

  it('[UX10] the first worker that takes the page over is no new version', () => {
    const { updates, fire, reload } = openWindow();
    fire('controlling', { isUpdate: false });
    expect(updates.get()).toBe('none');
    expect(reload).not.toHaveBeenCalled();
  });

  it('[UX10] the first worker, fetched by the page before this one, is no new version; the second is', () => {
    const { updates, fire } = openWindow(navigator.locks, false);
    fire('controlling', { isUpdate: false, isExternal: true });
    expect(updates.get()).toBe('none');
    fire('controlling', { isUpdate: false, isExternal: true });
    expect(updates.get()).toBe('taken');
  });

  it('[UX10] is taken when a person asks, and the page reloads once it is in power', async () => {
    const { updates, fire, messageSkipWaiting, reload } = openWindow();
    fire('waiting');
    expect(await updates.take()).toBe('taken');
    expect(messageSkipWaiting).toHaveBeenCalledOnce();
    expect(reload).not.toHaveBeenCalled();
    fire('controlling', { isUpdate: true });
    expect(reload).toHaveBeenCalledOnce();
  });

  it('[UX10] cannot be taken while a draft or the camera is open', async () => {
    const { updates, fire, messageSkipWaiting } = openWindow();
    fire('waiting');
    const closeDraft = updates.hold();
    const closeCamera = updates.hold();
    expect(updates.get()).toBe('held');
    expect(await updates.take()).toBe('held');
    closeDraft();
    closeDraft();
    expect(await updates.take()).toBe('held');
    expect(messageSkipWaiting).not.toHaveBeenCalled();
    closeCamera();
    expect(updates.get()).toBe('waiting');
    await vi.waitFor(async () => expect(await updates.take()).toBe('taken'));
  });

  it('[UX10] cannot be taken while work is open in another window', async () => {
    const here = openWindow();
    const there = openWindow();
    const close = there.updates.hold();
    here.fire('waiting');
    expect(await here.updates.take()).toBe('held');
    close();
    await vi.waitFor(async () => expect(await here.updates.take()).toBe('taken'));
  });

  it('[UX10] taken in another window leaves this one as it is until its person agrees', async () => {
    const { updates, fire, reload } = openWindow();
    fire('waiting');
    fire('controlling', { isUpdate: true });
    expect(updates.get()).toBe('taken');
    expect(reload).not.toHaveBeenCalled();
    await updates.take();
    expect(reload).toHaveBeenCalledOnce();
  });

  it('is looked for again, and a missing network is no trouble', async () => {
    const { updates, update } = openWindow();
    await updates.look();
    expect(update).toHaveBeenCalledOnce();
    update.mockRejectedValueOnce(new TypeError('offline'));
    await expect(updates.look()).resolves.toBeUndefined();
  });

  it('tells its listeners, and no more after they left', () => {
    const { updates, fire } = openWindow();
    const onChange = vi.fn<() => void>();
    const leave = updates.subscribe(onChange);
    fire('waiting');
    expect(onChange).toHaveBeenCalledOnce();
    leave();
    updates.hold()();
    expect(onChange).toHaveBeenCalledOnce();
  });
});
