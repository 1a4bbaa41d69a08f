import type { Disk } from './disk.ts';

/** What goes wrong with one of the next writing transactions of a page. */
export type StorageFate = {
  /** `full`: no room. `failing`: the disk fails, and the handle with it. `crash`: the page dies. */
  kind: 'full' | 'failing' | 'crash';
  /** How many writing transactions still pass before. */
  after: number;
  /** How many requests of that transaction are carried out first. */
  requests: number;
};

/** One life of the app: from opening it to its end, however it ends. */
export type Page = {
  isOver: boolean;
  fate: StorageFate | null;
  running: Set<RawTransaction>;
  connections: Set<IDBDatabase>;
};

/** As fake-indexeddb has it; the private part is where a transaction can be made to fail inside. */
type RawTransaction = IDBTransaction & {
  _state: string;
  _requests: { request: EventTarget }[];
  _abort(name: string | null): void;
  _start(): void;
};
type RawConnection = IDBDatabase & { _rawDatabase: { processTransactions(): void } };

export function newPage(): Page {
  return { isOver: false, fate: null, running: new Set(), connections: new Set() };
}

/** Whatever a dead page still does leads nowhere: every property, call and promise of it. */
const nowhere: unknown = new Proxy(() => {}, {
  get: () => nowhere,
  set: () => true,
  apply: () => nowhere,
});

/**
 * The page is gone: what it was writing is rolled back, and nothing of it ever hears, reads or
 * writes again. What it had committed stays.
 */
export function endPage(page: Page): void {
  page.isOver = true;
  for (const transaction of page.running) {
    if (transaction._state === 'finished') continue;
    for (const { request } of transaction._requests) request.dispatchEvent = () => true;
    transaction.dispatchEvent = () => true;
    transaction._abort(null);
    // The next in the queue waits for an event that nobody sends any more.
    (transaction.db as RawConnection)._rawDatabase.processTransactions();
  }
  for (const connection of page.connections) connection.close();
}

/**
 * The disk as one page sees it. `onRelaxed` hears of every write that a power cut may take back:
 * those that did not ask for strict durability.
 */
export function storageOf(
  disk: Disk,
  page: Page,
  onRelaxed: (database: string) => void,
): IDBFactory {
  const { factory } = disk;

  function fateOf(transaction: RawTransaction, failConnection: () => void): void {
    const { fate } = page;
    if (fate === null) return;
    if (fate.after > 0) {
      fate.after -= 1;
      return;
    }
    page.fate = null;
    let left = fate.requests;
    const goOn = transaction._start.bind(transaction);
    transaction._start = () => {
      const isDue = left === 0 || transaction._requests.length === 0;
      left -= 1;
      if (!isDue || transaction._state === 'finished') return goOn();
      if (fate.kind === 'crash') return endPage(page);
      if (fate.kind === 'failing') failConnection();
      transaction._abort(fate.kind === 'full' ? 'QuotaExceededError' : 'UnknownError');
    };
  }

  function watch(connection: IDBDatabase): void {
    if (page.connections.has(connection)) return;
    page.connections.add(connection);
    const begin = connection.transaction.bind(connection);
    let isFailing = false;
    connection.transaction = (stores, mode, options) => {
      if (page.isOver) return nowhere as IDBTransaction;
      // After a failing disk even reads fail until the handle is dropped (SAFETY 2).
      if (isFailing) throw new DOMException('the disk fails', 'UnknownError');
      const transaction = begin(stores, mode, options) as RawTransaction;
      page.running.add(transaction);
      for (const end of ['complete', 'abort']) {
        transaction.addEventListener(end, () => page.running.delete(transaction));
      }
      if (mode === 'readwrite') {
        if (options?.durability !== 'strict') onRelaxed(connection.name);
        fateOf(transaction, () => {
          isFailing = true;
        });
      }
      return transaction;
    };
  }

  return {
    open(name, version) {
      if (page.isOver) return nowhere as IDBOpenDBRequest;
      const request = factory.open(name, version);
      for (const event of ['upgradeneeded', 'success']) {
        request.addEventListener(event, () => {
          if (page.isOver) request.result.close();
          else watch(request.result);
        });
      }
      return request;
    },
    deleteDatabase: (name) => factory.deleteDatabase(name),
    databases: () => factory.databases(),
    cmp: (first, second) => factory.cmp(first, second),
  };
}
