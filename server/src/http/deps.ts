import type { Random } from '@khop/shared/ids';
import type { Clock } from '@khop/shared/time';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { Looks } from '../audit/looks.ts';
import type { OfficeKeyRing } from '../store/office-keys.ts';
import type { Store } from '../store/store.ts';
import type { Committer } from '../sync/commit.ts';
import type { KnownKeys } from '../sync/known-keys.ts';

/** What the door needs of the house. */
export type DoorDeps = {
  store: Store;
  committer: Committer;
  looks: Looks;
  clock: Clock;
  random: Random;
  office: OfficeKeyRing;
  known: KnownKeys;
  /** [P13] */
  minClient: number;
};

export type AppDeps = Omit<DoorDeps, 'committer' | 'looks' | 'office' | 'known' | 'minClient'> & {
  log: FastifyBaseLogger | null;
  /** The built client (`client/dist`); null serves the API alone. */
  clientDir: string | null;
  /** Addresses of the proxies in front of the office; false where there is none. */
  trustProxy: string | false;
  /** Requests a minute and address for codes and passwords. */
  triesPerMinute: number;
  /** What the worker of the identity checks says about itself, for /ready. */
  checks: (() => object) | null;
  /** Who shows it may read /metrics from afar; without it, only this machine may. */
  metricsToken?: string;
  /** Of another build than this; without it MIN_CLIENT. */
  minClient?: number;
  /** TLS ends here; without it, in a proxy before the office. */
  tls?: { cert: Buffer; key: Buffer };
  /** What copies and anchors say about themselves, for /ready. */
  duties?: () => object;
  /** Routes only some offices have, as the demonstration's sheet of cards. */
  more: ((app: FastifyInstance) => void)[];
};
