import * as z from 'zod/mini';
import { UnitKey } from '../entry.ts';
import { Instant } from '../time.ts';
import { Epoch } from './push.ts';

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
});
export type EnrolRequest = z.infer<typeof EnrolRequest>;

export const EnrolReply = z.object({
  device: z.string(),
  /** Opaque; the office keeps its hash. Lets the tablet send, even while locked. */
  deviceToken: z.string(),
  epoch: Epoch,
  site: Site,
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
