import * as z from 'zod/mini';
import { Id } from './ids.ts';
import { Day, Instant } from './time.ts';

/** Khám sàng lọc (4355/QĐ-BYT): four outcomes; measurements are never prefilled. */
export const Screening = z.object({
  /** The version of the form in force, a data row of `screening.ts`. */
  form: z.string(),
  outcome: z.enum(['eligible', 'caution', 'defer', 'contraindicated']),
  /** °C */
  temperature: z.nullable(z.number()),
  /** beats a minute */
  pulse: z.nullable(z.number()),
  /** breaths a minute */
  respiration: z.nullable(z.number()),
  /** mmHg */
  systolic: z.nullable(z.number()),
  diastolic: z.nullable(z.number()),
  /** Codes of the form's questions that were answered with yes. */
  findings: z.array(z.string()),
  note: z.nullable(z.string().check(z.maxLength(2000))),
});
export type Screening = z.infer<typeof Screening>;

/** A warning that stood before the needle and the reason for going on. Software turns nobody away. */
export const Overridden = z.object({
  code: z.string(),
  reason: z.string().check(z.minLength(1), z.maxLength(500)),
});
export type Overridden = z.infer<typeof Overridden>;

/** One injection (mũi tiêm). Its id is the id of the `dose-recorded` entry. */
export const Dose = z.object({
  /** Data, not a key: two sites may both have given "mũi 2". */
  ordinal: z.int().check(z.minimum(1), z.maximum(20)),
  vaccine: z.string(),
  /** Sputnik V: which component. */
  component: z.nullable(z.union([z.literal(1), z.literal(2)])),
  lot: z.string().check(z.minLength(1), z.maxLength(50)),
  expiresOn: z.nullable(Day),
  vialOpenedAt: z.nullable(Instant),
  injectedAt: Instant,
  site: z.string(),
  point: z.nullable(z.string()),
  session: z.nullable(Id),
  vaccinator: z.string(),
  screener: z.nullable(z.string()),
  screening: z.nullable(Screening),
  overridden: z.array(Overridden),
  origin: z.enum(['live', 'backfill', 'paper', 'self-declared']),
});
export type Dose = z.infer<typeof Dose>;

/** Phản ứng sau tiêm (104/2016/NĐ-CP, 34/2018/TT-BYT). */
export const Reaction = z.object({
  onsetAt: Instant,
  symptoms: z.array(z.string()),
  severity: z.enum(['mild', 'moderate', 'severe']),
  treatment: z.nullable(z.string().check(z.maxLength(2000))),
  outcome: z.enum(['recovered', 'watched', 'transferred', 'died', 'unknown']),
  note: z.nullable(z.string().check(z.maxLength(2000))),
});
export type Reaction = z.infer<typeof Reaction>;

/** Minutes a person stays on site after the needle (DOMAIN section 6: at least 30). */
export const OBSERVATION_MINUTES = 30;
