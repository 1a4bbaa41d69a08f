import type { Reaction } from '@khop/shared/dose';
import { t } from '@lingui/core/macro';

/**
 * What may be seen after a needle (34/2018/TT-BYT, annex on adverse events), the dangerous ones
 * first. Kept as codes, so that a report counts them whatever the language of the screen.
 */
export const SYMPTOMS = [
  'anaphylaxis',
  'breathing',
  'low-pressure',
  'seizure',
  'cyanosis',
  'fainting',
  'chest-pain',
  'rash',
  'swelling',
  'high-fever',
  'fever',
  'site-pain',
  'headache',
  'nausea',
  'fatigue',
  'other',
] as const;
export type Symptom = (typeof SYMPTOMS)[number];

/** Signs after which "mild" is worth a second look. */
export const DANGER_SIGNS: readonly string[] = SYMPTOMS.slice(0, 5);

const words: Record<Symptom, () => string> = {
  anaphylaxis: () => t`phản vệ`,
  breathing: () => t`khó thở`,
  'low-pressure': () => t`tụt huyết áp`,
  seizure: () => t`co giật`,
  cyanosis: () => t`tím tái`,
  fainting: () => t`ngất`,
  'chest-pain': () => t`đau ngực`,
  rash: () => t`nổi mẩn, mày đay`,
  swelling: () => t`phù mặt, môi, mắt`,
  'high-fever': () => t`sốt từ 39 °C`,
  fever: () => t`sốt dưới 39 °C`,
  'site-pain': () => t`sưng đau chỗ tiêm`,
  headache: () => t`đau đầu, chóng mặt`,
  nausea: () => t`buồn nôn, nôn`,
  fatigue: () => t`mệt, đau mỏi người`,
  other: () => t`dấu hiệu khác`,
};

/** A code this build does not know is shown as it is: another build may have written it. */
export function symptomWords(code: string): string {
  // `in` would find `constructor` too, and a screen would break on it.
  return Object.hasOwn(words, code) ? words[code as Symptom]() : code;
}

export function severityWords(severity: Reaction['severity']): string {
  switch (severity) {
    case 'mild':
      return t`Nhẹ`;
    case 'moderate':
      return t`Vừa`;
    case 'severe':
      return t`Nặng`;
  }
}

export function reactionOutcomeWords(outcome: Reaction['outcome']): string {
  switch (outcome) {
    case 'recovered':
      return t`Đã hồi phục`;
    case 'watched':
      return t`Đang theo dõi, xử trí`;
    case 'transferred':
      return t`Đã chuyển viện`;
    case 'died':
      return t`Tử vong`;
    case 'unknown':
      return t`Chưa rõ`;
  }
}
