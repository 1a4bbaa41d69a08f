import {
  type IdNumberProblem,
  type IdNumberWarning,
  idNumberWarnings,
} from '@khop/shared/id-number';
import type { Identity } from '@khop/shared/identity';
import { type DateProblem, parsePartialDate } from '@khop/shared/partial-date';
import { plural, t } from '@lingui/core/macro';
import type { IdentityValues } from './identity-values.ts';

export function dateProblemWords(problem: DateProblem['problem']): string {
  switch (problem) {
    case 'date-missing':
      return t`Ghi ít nhất năm sinh.`;
    case 'date-unreadable':
      return t`Ghi năm bằng bốn chữ số.`;
    case 'date-impossible':
      return t`Không có ngày này.`;
  }
}

export function numberProblemWords({ problem, proposal }: IdNumberProblem, typed: string): string {
  const digits = plural(typed.replace(/\D/g, '').length, { other: '# chữ số' });
  switch (problem) {
    case 'id-missing':
      return t`Ghi số.`;
    case 'id-length':
      return t`Có ${digits}. CCCD có 12, CMND có 9.`;
    case 'id-lost-zero':
      return t`Có ${digits}, có thể thiếu số 0 đầu: ${proposal ?? ''}.`;
    case 'id-masked':
      return t`Số bị che. Xem thẻ và ghi đủ số.`;
    case 'id-scientific':
      return t`Số bị bảng tính làm tròn. Xem thẻ và ghi đủ số.`;
    case 'id-unreadable':
      return t`Không đọc được số này.`;
  }
}

/** What the number contradicts: a hint, never a stop (UX17). */
export function numberWarningWords(values: IdentityValues, before: Identity): string | undefined {
  if (before.nationality !== 'VN' || values.number.trim() === '') return undefined;
  const date = parsePartialDate(values);
  const warnings = idNumberWarnings(values.number, {
    sex: values.sex === '' ? null : values.sex,
    birthDate: 'problem' in date ? null : date,
  });
  const words = warnings.flatMap(warningWords);
  return words.length === 0 ? undefined : words.join(' ');
}

function warningWords({ code, expected, found }: IdNumberWarning): string[] {
  const year = expected ?? '';
  switch (code) {
    case 'id-year':
      return [
        expected === undefined ? t`Số này chưa ứng với thế kỷ nào.` : t`Số nói sinh năm ${year}.`,
      ];
    case 'id-sex':
      return [expected === 'female' ? t`Số nói giới tính nữ.` : t`Số nói giới tính nam.`];
    case 'id-place': {
      const place = found ?? '';
      return [t`Ba số đầu ${place} không có trong bảng mã tỉnh và nước.`];
    }
    case 'id-length':
    case 'id-lost-zero':
      // Said as a problem when the form is reviewed; while typing every number is too short.
      return [];
  }
}
