// What the benchmark uses of packages that bring no types of their own.

declare module 'express' {
  import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

  type Handler = (
    request: IncomingMessage & { url: string },
    reply: ServerResponse,
  ) => void | Promise<void>;
  type App = RequestListener & {
    use(path: string, handler: unknown): void;
    get(path: string, handler: Handler): void;
    post(path: string, handler: Handler): void;
  };
  const express: (() => App) & { static(folder: string): unknown };
  export default express;
}

declare module 'express-pouchdb' {
  const middleware: (pouch: unknown, options: object) => unknown;
  export default middleware;
}

declare module 'pouchdb' {
  export type Doc = { _id: string; _rev?: string };
  export type Change = { direction: 'push' | 'pull'; change: { docs: { _id: string }[] } };
  export type Replication = Promise<{ docs_written: number; errors: unknown[] }>;
  export type Sync = {
    on(event: 'change', heard: (change: Change) => void): Sync;
    on(event: 'paused' | 'active', heard: () => void): Sync;
    on(event: 'error' | 'denied', heard: (error: unknown) => void): Sync;
    cancel(): void;
  };
  class PouchDB {
    constructor(name: string, options?: object);
    static defaults(options: object): typeof PouchDB;
    info(): Promise<{ doc_count: number }>;
    put(doc: Doc & Record<string, unknown>): Promise<unknown>;
    get<T = Doc>(id: string): Promise<T>;
    bulkDocs(docs: Doc[]): Promise<unknown[]>;
    allDocs<T = Doc>(options: object): Promise<{ rows: { doc: T }[] }>;
    destroy(): Promise<unknown>;
    close(): Promise<void>;
    replicate: {
      to(other: PouchDB, options: object): Replication;
      from(other: PouchDB, options: object): Replication;
    };
    sync(other: PouchDB, options: object): Sync;
  }
  export default PouchDB;
}
