import * as z from 'zod/mini';
import { Instant } from '../time.ts';
import { Grant } from './enrol.ts';

// How somebody signs in at the desk and looks after the own account. Office and desk are of one
// build, so these words may change with it and are no part of the frozen wire (as in desk.ts).

/** `recovery`: a code from the sheet that was shown once. `password`: of whom nothing more is asked. */
export const ProofKind = z.enum(['totp', 'passkey', 'recovery', 'password']);
export type ProofKind = z.infer<typeof ProofKind>;

/** Where a sign-in has come to; `open` is a session, everything before it opens nothing. */
export const DeskDoor = z.discriminatedUnion('step', [
  z.object({ step: z.literal('factor'), kinds: z.array(ProofKind) }),
  /** A first password that somebody else chose gives way to an own one. */
  z.object({ step: z.literal('password') }),
  /** A role of the desk without a second factor sets one up. */
  z.object({ step: z.literal('enrol') }),
  z.object({ step: z.literal('open'), grant: Grant }),
]);
export type DeskDoor = z.infer<typeof DeskDoor>;

const Words = z.string().check(z.minLength(1), z.maxLength(200));

/** `POST /api/desk/sign-in` */
export const DeskSignIn = z.object({ user: Words, password: Words });
export type DeskSignIn = z.infer<typeof DeskSignIn>;

/** As the browser's WebAuthn speaks it; the office's library reads it. */
export const PasskeyWords = z.looseObject({});

/** `POST /api/desk/sign-in/factor` and `POST /api/desk/proof` */
export const Proof = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('totp'), code: z.string().check(z.maxLength(20)) }),
  z.object({ kind: z.literal('recovery'), code: z.string().check(z.maxLength(40)) }),
  z.object({ kind: z.literal('passkey'), answer: PasskeyWords }),
  z.object({ kind: z.literal('password'), password: Words }),
]);
export type Proof = z.infer<typeof Proof>;

export const PasswordRefusal = z.enum(['too-short', 'too-common', 'about-owner', 'same', 'wrong']);
export type PasswordRefusal = z.infer<typeof PasswordRefusal>;

/** `POST …/password`: `refused` says why it is still the old one. */
export const PasswordReply = z.object({
  refused: z.nullable(PasswordRefusal),
  door: z.nullable(DeskDoor),
});
export type PasswordReply = z.infer<typeof PasswordReply>;

/** `POST …/totp`: the secret an authenticator app is to hold, not yet the account's. */
export const TotpOffer = z.object({ secret: z.string(), uri: z.string() });
export type TotpOffer = z.infer<typeof TotpOffer>;

/** `POST …/totp/confirm`: the code shows that the app holds it. */
export const TotpConfirm = z.object({ code: z.string().check(z.maxLength(20)) });

/** `POST …/passkey/confirm`: what the browser made of the office's offer. */
export const PasskeyConfirm = z.object({
  name: z.string().check(z.minLength(1), z.maxLength(60)),
  answer: PasskeyWords,
});

/**
 * A factor that was added, or `wrong`. `codes`: ten recovery codes with the first factor, or when
 * new ones were asked for; shown once, the office keeps their hashes.
 */
export const FactorReply = z.object({
  outcome: z.enum(['added', 'wrong']),
  codes: z.nullable(z.array(z.string())),
  door: z.nullable(DeskDoor),
});
export type FactorReply = z.infer<typeof FactorReply>;

/** `GET /api/desk/session`: whether the cookie is still good, and how fresh. */
export const DeskSessionReply = z.object({
  grant: Grant,
  /** The second factor was shown within the last five minutes. */
  isFresh: z.boolean(),
  kinds: z.array(ProofKind),
});
export type DeskSessionReply = z.infer<typeof DeskSessionReply>;

/** `GET /api/desk/account`: the own sessions and factors. */
export const DeskAccount = z.object({
  user: z.string(),
  sessions: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['desk', 'tablet']),
      /** Browser and system, as "Chrome · Windows"; null for a tablet's. */
      agent: z.nullable(z.string()),
      since: Instant,
      seenAt: Instant,
      isThis: z.boolean(),
    }),
  ),
  factors: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['totp', 'passkey']),
      name: z.string(),
      since: Instant,
      usedAt: z.nullable(Instant),
    }),
  ),
  /** Recovery codes that were not used. */
  codesLeft: z.int(),
  /** Whether the role asks for a second factor: the last one then cannot be taken away. */
  isFactorRequired: z.boolean(),
});
export type DeskAccount = z.infer<typeof DeskAccount>;

/** `POST /api/desk/account/password` */
export const PasswordChange = z.object({ old: Words, next: Words });
/** `POST /api/desk/sign-in/password` */
export const FirstPassword = z.object({ next: Words });
