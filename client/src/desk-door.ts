import type {
  DeskAccount,
  DeskDoor,
  FactorReply,
  PasswordRefusal,
  Proof,
  ProofKind,
  TotpOffer,
} from '@khop/shared/protocol/desk-account';
import type { Grant } from '@khop/shared/protocol/enrol';
import type { Live } from './tablet.ts';

/** `over`: too much time went by, begin again. `given-up`: the browser's own question was closed. */
export type Refused =
  | { refused: 'wrong' | 'over' | 'offline' | 'given-up' }
  | { refused: 'too-many'; waitMs: number };

/** What is typed as a proof; a passkey is asked for by the browser. */
export type TypedProof = Exclude<Proof, { kind: 'passkey' }>;

/** Setting up a second factor. */
export type Enrolling = {
  /** False where this browser knows no passkeys. */
  hasPasskeys: boolean;
  totp(): Promise<TotpOffer | Refused>;
  confirmTotp(code: string): Promise<FactorReply | Refused>;
  passkey(name: string): Promise<FactorReply | Refused>;
};

/** Signing in at the desk, a step after the other. */
export type DeskSignIn = {
  password(user: string, password: string): Promise<DeskDoor | Refused>;
  prove(proof: TypedProof): Promise<DeskDoor | Refused>;
  provePasskey(): Promise<DeskDoor | Refused>;
  firstPassword(next: string): Promise<DeskDoor | { weak: PasswordRefusal } | Refused>;
  enrol: Enrolling;
  /** Opens the desk: the last step was `open`, and what it had to show was seen. */
  open(grant: Grant): void;
};

/** A fresh proof that something on the screen waits for; null while nothing does. */
export type ProofWanted = { kinds: ProofKind[] } | null;

/** The own account. Calls throw as those of `Desk` do; what wants a fresh proof asks for it by itself. */
export type OwnAccount = {
  read(signal: AbortSignal): Promise<DeskAccount>;
  endSession(id: string): Promise<void>;
  endOtherSessions(): Promise<void>;
  changePassword(old: string, next: string): Promise<PasswordRefusal | null>;
  newCodes(): Promise<string[]>;
  endFactor(id: string): Promise<void>;
  enrol: Enrolling;
  proofWanted: Live<ProofWanted>;
  prove(proof: TypedProof): Promise<'right' | Refused>;
  provePasskey(): Promise<'right' | Refused>;
  /** What waited for it is not done. */
  giveUpProof(): void;
};

/** Somebody was asked for a proof and closed the question: nothing was done, nothing is wrong. */
export class ProofGivenUp extends Error {
  constructor() {
    super('no proof was given');
    this.name = 'ProofGivenUp';
  }
}
