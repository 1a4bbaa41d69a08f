import * as z from 'zod/mini';
import { UnitKey } from '../entry.ts';
import { KeyId, PublicKey, Signature, Wrapped } from '../signature.ts';
import { Instant } from '../time.ts';
import { Epoch } from './push.ts';
import { SignedText } from './signed-text.ts';

export const Role = z.enum([
  'vaccinator',
  'head-of-site',
  'health-station',
  'hamlet-team',
  'commune-police',
  'commune-chairman',
  'district-health',
  'ministry',
  'administrator',
]);
export type Role = z.infer<typeof Role>;

/** A vaccination site (cơ sở tiêm chủng) as the tablet needs it: its people and mobile points. */
export const Site = z.object({
  id: z.string(),
  name: z.string(),
  commune: UnitKey,
  communeName: z.string(),
  points: z.array(z.string()),
  operators: z.array(z.object({ id: z.string(), fullName: z.string(), role: Role })),
});
export type Site = z.infer<typeof Site>;

/** `POST /api/devices`: a one-time code makes a tablet the site's. */
export const EnrolRequest = z.object({
  protocol: z.int(),
  code: z.string().check(z.minLength(8), z.maxLength(64)),
  deviceName: z.string().check(z.minLength(1), z.maxLength(100)),
  /** With whose other half the tablet will sign what it sends. */
  publicKey: PublicKey,
});
export type EnrolRequest = z.infer<typeof EnrolRequest>;

/** The office's public keys: what is wrapped to it, and what it signs itself. */
export const OfficeKeys = z.object({ escrow: PublicKey, signing: PublicKey });
export type OfficeKeys = z.infer<typeof OfficeKeys>;

/**
 * What the office vouched for, for a restored office that has forgotten it: a tablet that was
 * enrolled, an operator's key that was added. It knows its own signature again [P9].
 */
export const Voucher = z.discriminatedUnion('of', [
  z.object({
    of: z.literal('device'),
    device: z.string(),
    site: z.string(),
    name: z.string(),
    publicKey: PublicKey,
    tokenHash: z.string(),
  }),
  z.object({
    of: z.literal('operator-key'),
    account: z.string(),
    device: z.string(),
    publicKey: PublicKey,
  }),
]);
export type Voucher = z.infer<typeof Voucher>;

export function voucherSigned(text: string): string {
  return `khop:voucher:v1\n${text}`;
}

export const EnrolReply = z.object({
  device: z.string(),
  /** Opaque; the office keeps its hash. Lets the tablet send, even while locked. */
  deviceToken: z.string(),
  epoch: Epoch,
  site: Site,
  office: OfficeKeys,
  voucher: SignedText,
  serverTime: Instant,
});
export type EnrolReply = z.infer<typeof EnrolReply>;

/** `POST /api/sessions`: an operator signs in with name and password, once online per tablet. */
export const SignInRequest = z.object({
  user: z.string().check(z.minLength(1), z.maxLength(100)),
  password: z.string().check(z.minLength(1), z.maxLength(200)),
});
export type SignInRequest = z.infer<typeof SignInRequest>;

/** What an operator may see and do, as the office saw it at sign-in. */
export const Grant = z.object({
  id: z.string(),
  operator: z.string(),
  fullName: z.string(),
  role: Role,
  site: z.nullable(Site),
  scopes: z.array(z.string()),
  until: Instant,
});
export type Grant = z.infer<typeof Grant>;

export const SignInReply = z.object({ token: z.string(), grant: Grant, serverTime: Instant });
export type SignInReply = z.infer<typeof SignInReply>;

/**
 * `POST /api/operator-keys`, by an operator who has just signed in on a tablet: from now on entries
 * signed with this key on this tablet are theirs. `sig`: the device's, over `operatorKeySigned`.
 */
export const OperatorKeyRequest = z.object({
  device: z.string(),
  publicKey: PublicKey,
  sig: Signature,
});
export type OperatorKeyRequest = z.infer<typeof OperatorKeyRequest>;
export const OperatorKeyReply = z.object({ key: KeyId, voucher: SignedText });
export type OperatorKeyReply = z.infer<typeof OperatorKeyReply>;

export function operatorKeySigned(operator: string, publicKey: PublicKey): string {
  return `khop:operator-key:v1\n${operator}\n${publicKey}`;
}

/**
 * `POST /api/recoveries`, by an operator who has just signed in on a tablet whose PIN is forgotten:
 * the office opens the data key that was wrapped to it at enrolment. `sig`: the device's, over
 * `recoverySigned`; so neither a copy of the disk nor a password alone is enough.
 */
export const RecoveryRequest = z.object({ device: z.string(), dataKey: Wrapped, sig: Signature });
export type RecoveryRequest = z.infer<typeof RecoveryRequest>;
export const RecoveryReply = z.object({ dataKey: Wrapped });
export type RecoveryReply = z.infer<typeof RecoveryReply>;

export function recoverySigned(operator: string, dataKey: string): string {
  return `khop:recovery:v1\n${operator}\n${dataKey}`;
}

/**
 * Until when a tablet may show people without the office having been asked, and to whom: those of
 * its operators whose right had not ended when it was issued. Signed by the office as a text.
 */
export const Lease = z.object({
  v: z.literal(1),
  device: z.string(),
  issuedAt: Instant,
  until: Instant,
  operators: z.array(z.string()),
});
export type Lease = z.infer<typeof Lease>;

export function leaseSigned(text: string): string {
  return `khop:lease:v1\n${text}`;
}

/**
 * `GET /api/lease`, by the tablet, whenever it has met the office. `waiting`: enrolled, not yet
 * approved by a second person. `revoked`: send what is left, then forget every key.
 */
export const LeaseReply = z.object({
  state: z.enum(['waiting', 'granted', 'revoked']),
  lease: z.nullable(SignedText),
  serverTime: Instant,
});
export type LeaseReply = z.infer<typeof LeaseReply>;

/** `POST /api/devices/again`: a tablet the office does not know any more shows what it was given. */
export const ReturnRequest = z.object({ voucher: SignedText });
export type ReturnRequest = z.infer<typeof ReturnRequest>;
