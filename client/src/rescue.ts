import type { Instant } from '@khop/shared/time';
import type { Live } from './tablet.ts';

/** Unsent entries as a file: sealed for the office, signed by their tablet [P11]. */
export type RescueFile = { name: string; bytes: Uint8Array<ArrayBuffer>; entries: number };

/**
 * Why a file is not carried. `not-rescue`: something else; `newer`: of a later build; `damaged`: cut
 * or changed on its way; `too-large`; `other-office`: no tablet of this office made it; `changed`:
 * it is not as its tablet signed it.
 */
export type RescueProblem =
  | 'not-rescue'
  | 'newer'
  | 'damaged'
  | 'too-large'
  | 'other-office'
  | 'changed';

/**
 * What the office said last time. `gap`: it lacks entries before these; `fork`: it holds others in
 * their place; `refused`: not at all. All are asked again.
 */
export type CarryTrouble = 'gap' | 'fork' | 'refused';

/** Somebody else's entries that this tablet carries, or carried, to the office. */
export type Carried = {
  id: string;
  deviceName: string;
  site: string;
  entries: number;
  madeAt: Instant;
  takenAt: Instant;
  /** The office holds all of it; only from then on the bytes are gone here [I21]. */
  deliveredAt: Instant | null;
  trouble: CarryTrouble | null;
};

/** Handing over what cannot be sent, and carrying it for others. Works while the tablet is locked. */
export type Rescue = {
  carried: Live<readonly Carried[]>;
  /** Everything the office has not acknowledged; null when that is nothing. Changes nothing here. */
  handOver(): Promise<RescueFile | null>;
  /** Durable here when it resolves. The same file again changes nothing. */
  take(bytes: Uint8Array<ArrayBuffer>): Promise<Carried | { problem: RescueProblem }>;
  /** What is carried, to be handed on once more; null once the office has it. */
  handOn(id: string): Promise<RescueFile | null>;
};

/** How a file fared that was handed in at the desk. */
export type HandedIn = Pick<Carried, 'deviceName' | 'site' | 'entries' | 'trouble'>;

/** Hands in a file at once and keeps nothing; throws where the office cannot be asked. */
export type DeskHandIn = (
  bytes: Uint8Array<ArrayBuffer>,
  tell: (done: number, of: number) => void,
) => Promise<HandedIn | { problem: RescueProblem }>;
