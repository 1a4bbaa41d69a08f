import type { FourFields } from './identity.ts';

/**
 * "Right" or "wrong" for a whole person is an oracle: whoever may ask often enough finds out a
 * citizen's true birth date or number (SAFETY section 3). These limits hold for questions that were
 * not asked before; asking the same again tells nothing new.
 */
export const ORACLE_LIMITS = {
  /** Different contents asked about one citizen in a day, and ever, without a second person. */
  variantsADay: 5,
  variantsEver: 20,
  /** New questions in one user's name in a day. */
  questionsADay: 300,
  /** Values of one field, all else being what it may: one more is an alert. */
  valuesOfAField: 3,
} as const;

/** What was asked before, without those a second person let through. */
export type AskedBefore = {
  /** Whether exactly this was asked about this citizen. */
  isKnown: boolean;
  variantsToday: number;
  variantsEver: number;
  questionsToday: number;
};

export type OracleHold = 'variants-ever' | 'variants-today' | 'questions-today';

/**
 * [G1] Whether a question may be asked, or why it waits: `variants-ever` until a second person lets
 * it through, the others until then or until the next day in Viet Nam.
 */
export function judgeQuestion(before: AskedBefore): 'ask' | OracleHold {
  if (before.isKnown) return 'ask';
  if (before.variantsEver >= ORACLE_LIMITS.variantsEver) return 'variants-ever';
  if (before.variantsToday >= ORACLE_LIMITS.variantsADay) return 'variants-today';
  if (before.questionsToday >= ORACLE_LIMITS.questionsADay) return 'questions-today';
  return 'ask';
}

export const ORACLE_FIELDS = ['fullName', 'sex', 'birthDate', 'number'] as const;
export type OracleField = (typeof ORACLE_FIELDS)[number];

/** Each field as one text, the same where the population database would be asked the same. */
export function oracleValues(fields: FourFields): Record<OracleField, string> {
  const { fullName, sex, birthDate, number } = fields;
  return { fullName, sex, birthDate: birthDate.value, number: `${number.kind}:${number.value}` };
}

/** [G4] Fields of which more values were tried about one citizen than a slip and its mending explain. */
export function alarmingFields(
  tried: Readonly<Record<OracleField, number>>,
): readonly OracleField[] {
  return ORACLE_FIELDS.filter((field) => tried[field] > ORACLE_LIMITS.valuesOfAField);
}

/** [G3] Whoever lets a question through is another than all who typed one about this citizen. */
export function mayRelease(who: string, typedBy: readonly string[]): boolean {
  return !typedBy.includes(who);
}
