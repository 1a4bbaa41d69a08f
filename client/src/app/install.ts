/** Chromium's own event; not in TypeScript's library. */
type InstallEvent = Event & { prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }> };

/**
 * Keeps the browser's offer to install until a person asks for it: the browser would otherwise
 * show it once, in the middle of a queue. Make it before the first await of main, since the event
 * comes early.
 */
export class Install {
  readonly #listeners = new Set<() => void>();
  #offer: InstallEvent | undefined;

  constructor(window: Pick<Window, 'addEventListener'>) {
    window.addEventListener('beforeinstallprompt', (event) => {
      event.preventDefault();
      this.#become(event as InstallEvent);
    });
    window.addEventListener('appinstalled', () => this.#become(undefined));
  }

  /** Whether the browser would install the app now. */
  get = (): boolean => this.#offer !== undefined;

  subscribe = (onChange: () => void): (() => void) => {
    this.#listeners.add(onChange);
    return () => this.#listeners.delete(onChange);
  };

  /** An offer can be used once. */
  async ask(): Promise<'accepted' | 'dismissed' | 'none'> {
    const offer = this.#offer;
    this.#become(undefined);
    return offer ? (await offer.prompt()).outcome : 'none';
  }

  #become(offer: InstallEvent | undefined): void {
    this.#offer = offer;
    for (const onChange of this.#listeners) onChange();
  }
}
