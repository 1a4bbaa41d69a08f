import type {
  DeskChecks,
  DeskPerson,
  DeskQuarantine,
  EnrolmentReply,
} from '@khop/shared/protocol/desk';
import type { DeskHeld } from '@khop/shared/protocol/desk-held';
import type { LateDecision } from '@khop/shared/protocol/desk-late';
import type { DeskRecovery } from '@khop/shared/protocol/desk-recovery';
import type { Grant } from '@khop/shared/protocol/enrol';
import { createContext, type ReactNode, use } from 'react';
import type { DeskAdmin } from './desk-admin.ts';
import type { DeviceCare } from './desk-devices.ts';
import type { DeskSignIn, OwnAccount } from './desk-door.ts';
import type { DeskHandIn } from './rescue.ts';
import type { Live } from './tablet.ts';

/** What the list is narrowed to. It stands in the address, so it never holds personal data. */
export type DeskFilter = {
  state?: string;
  site?: string;
  commune?: string;
  cause?: string;
  flag?: string;
};

/**
 * The commune desk: online only, nothing is kept on the machine. Every call throws when the office
 * cannot be asked; a session the office ended becomes null by itself.
 */
export type Desk = {
  grant: Live<Grant | null>;
  signIn: DeskSignIn;
  account: OwnAccount;
  handIn: DeskHandIn;
  devices: DeviceCare;
  admin: DeskAdmin;
  /** Goes on with a session this browser still has: a new window, or one that was closed. */
  resume(): Promise<void>;
  signOut(): Promise<void>;
  checks(filter: DeskFilter, after: string | null, signal: AbortSignal): Promise<DeskChecks>;
  /** Null where the office has no such person in the asker's scopes. */
  person(id: string, signal: AbortSignal): Promise<DeskPerson | null>;
  quarantine(signal: AbortSignal): Promise<DeskQuarantine>;
  /** Lets entries of after a revocation count, or not; answers how many were decided now. */
  decideLate(words: LateDecision): Promise<number>;
  /** Questions to the population database that wait for a second person. */
  held(signal: AbortSignal): Promise<DeskHeld>;
  release(job: string): Promise<void>;
  /** What a restored office waits for [S8], and that it is to wait no longer. */
  recovery(signal: AbortSignal): Promise<DeskRecovery>;
  releaseRecovery(): Promise<void>;
  /** Null where the asker may add no tablet to such a site. */
  enrolment(site: string): Promise<EnrolmentReply | null>;
  now(): number;
};

const DeskContext = createContext<Desk | null>(null);

export function DeskProvider({ desk, children }: { desk: Desk; children: ReactNode }) {
  return <DeskContext value={desk}>{children}</DeskContext>;
}

export function useDesk(): Desk {
  const desk = use(DeskContext);
  if (desk === null) throw new Error('useDesk outside of DeskProvider');
  return desk;
}
