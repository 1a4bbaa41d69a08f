import type { WorkboxLifecycleEvent } from 'workbox-window';

/**
 * `none`: nothing waits. `waiting`: a new version may be taken. `held`: it waits, and a draft or
 * camera is open here or in another window. `taken`: another window took it; this one still runs
 * the old code until its person agrees.
 */
export type UpdateState = 'none' | 'waiting' | 'held' | 'taken';

/** What of workbox-window is used. */
export type UpdateWorkbox = {
  register(): Promise<unknown>;
  update(): Promise<void>;
  addEventListener(
    type: 'waiting' | 'controlling',
    call: (event: WorkboxLifecycleEvent) => void,
  ): void;
  messageSkipWaiting(): void;
};

/** What of the browser's locks and the window an update needs. */
export type UpdateWorld = {
  locks: Pick<LockManager, 'request'>;
  reload(): void;
  /** A worker already served this window when it was opened. */
  isControlled: boolean;
};

// Shared while a draft or the camera is open, in any window; taking a version wants it alone.
const LOCK = 'khop-work-open';

/** [UX10] A new version waits, is taken by a person only, and never while work is open. */
export class Updates {
  readonly #world: UpdateWorld;
  readonly #listeners = new Set<() => void>();
  #state: UpdateState = 'none';
  #holds = 0;
  #isTakenHere = false;
  #isControlled: boolean;
  #workbox: UpdateWorkbox | undefined;

  constructor(world: UpdateWorld) {
    this.#world = world;
    this.#isControlled = world.isControlled;
  }

  /** Answers false where the browser keeps no worker; the app then works as long as it is open. */
  start(workbox: UpdateWorkbox): Promise<boolean> {
    this.#workbox = workbox;
    workbox.addEventListener('waiting', () => this.#become('waiting'));
    workbox.addEventListener('controlling', ({ isUpdate, isExternal }) => {
      if (this.#isTakenHere) this.#world.reload();
      else if (isUpdate || (isExternal && this.#isControlled)) this.#become('taken');
      // The first worker of all may have been fetched by a page before this one: no new version.
      this.#isControlled = true;
    });
    return workbox.register().then(
      () => true,
      () => false,
    );
  }

  /** An app that stays open for days asks when it is looked at again; without a network, later. */
  async look(): Promise<void> {
    await this.#workbox?.update().catch(() => undefined);
  }

  get = (): UpdateState => (this.#holds > 0 && this.#state !== 'none' ? 'held' : this.#state);

  subscribe = (onChange: () => void): (() => void) => {
    this.#listeners.add(onChange);
    return () => this.#listeners.delete(onChange);
  };

  /** Work is open: no version is taken until the answer is called. */
  hold(): () => void {
    this.#holds += 1;
    const { promise: released, resolve } = Promise.withResolvers<void>();
    void this.#world.locks.request(LOCK, { mode: 'shared' }, () => released);
    this.#tell();
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      this.#holds -= 1;
      resolve();
      this.#tell();
    };
  }

  /** A person takes the version; the window reloads when it has come to power. */
  async take(): Promise<'taken' | 'held'> {
    if (this.#holds > 0) return 'held';
    return this.#world.locks.request(LOCK, { mode: 'exclusive', ifAvailable: true }, (lock) => {
      if (!lock) return 'held';
      if (this.#state === 'taken') this.#world.reload();
      this.#isTakenHere = true;
      this.#workbox?.messageSkipWaiting();
      return 'taken';
    });
  }

  #become(state: UpdateState): void {
    this.#state = state;
    this.#tell();
  }

  #tell(): void {
    for (const onChange of this.#listeners) onChange();
  }
}
