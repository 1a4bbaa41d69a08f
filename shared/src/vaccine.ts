import * as z from 'zod/mini';
import { VACCINES } from './data/vaccines.ts';
import { foldedKey } from './name.ts';

/** A vaccine product (vắc xin) as the national list knows it. Data, not code: rows may be added. */
export const Vaccine = z.object({
  code: z.string(),
  product: z.string(),
  manufacturer: z.string(),
  /** Doses of the primary course. */
  primaryDoses: z.int(),
  /** Least number of days from one primary dose to the next. */
  minIntervalDays: z.int(),
  intervalNote: z.string(),
  vialNote: z.string(),
  /** EU/WHO certificate codes: product, manufacturer, prophylaxis. */
  certificate: z.object({ mp: z.string(), ma: z.string(), vp: z.string() }),
  aliases: z.array(z.string()),
  confidence: z.string(),
});
export type Vaccine = z.infer<typeof Vaccine>;

/** Sputnik V is the one product whose two doses are different components [V3]. */
export const TWO_COMPONENT_VACCINE = 'SPUTNIKV';

export function findVaccine(code: string, vaccines: readonly Vaccine[] = VACCINES): Vaccine | null {
  return vaccines.find((vaccine) => vaccine.code === code) ?? null;
}

/**
 * [V1] The vaccine a slip or a list means: its code, an alias or the product's full name, marks and
 * signs aside. [V2] A longer text that names exactly one vaccine is read as that one; a text that
 * names two or none is not read.
 */
export function readVaccine(
  text: string,
  vaccines: readonly Vaccine[] = VACCINES,
): Vaccine | { problem: 'vaccine-missing' | 'vaccine-unknown' | 'vaccine-ambiguous' } {
  const key = foldedKey(text);
  if (key === '') return { problem: 'vaccine-missing' };
  const exact = vaccines.find((vaccine) => namesOf(vaccine).includes(key));
  if (exact !== undefined) return exact;
  const mentioned = vaccines.flatMap((vaccine) =>
    namesOf(vaccine)
      .filter((name) => name.length > 3 && key.includes(name))
      .map((name) => ({ vaccine, name })),
  );
  const found = new Set(mentioned.map((mention) => mention.vaccine));
  const [only] = found;
  if (only === undefined) return { problem: 'vaccine-unknown' };
  return found.size === 1 ? only : { problem: 'vaccine-ambiguous' };
}

function namesOf(vaccine: Vaccine): string[] {
  return [vaccine.code, vaccine.product, vaccine.certificate.mp, ...vaccine.aliases].map(foldedKey);
}
