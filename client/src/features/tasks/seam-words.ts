import type { IdentityField } from '@khop/shared/identity';
import { t } from '@lingui/core/macro';
import type { Difference } from './seam.ts';

export function fieldWords(field: IdentityField): string {
  switch (field) {
    case 'fullName':
      return t`Họ tên`;
    case 'birthDate':
      return t`Ngày sinh`;
    case 'sex':
      return t`Giới tính`;
    case 'number':
      return t`Số định danh`;
    case 'oldNumber':
      return t`Số CMND trên thẻ`;
    case 'nationality':
      return t`Quốc tịch`;
  }
}

/** The sign on the seam, and how it is read out. */
export const signs: Record<Difference['sign'], string> = {
  same: '=',
  near: '≈',
  different: '≠',
  'only-left': '+',
  'only-right': '+',
};

export function signWords(sign: Difference['sign']): string {
  switch (sign) {
    case 'same':
      return t`giống nhau`;
    case 'near':
      return t`gần giống`;
    case 'different':
      return t`khác nhau`;
    case 'only-left':
      return t`chỉ bên trái có`;
    case 'only-right':
      return t`chỉ bên phải có`;
  }
}

const whys: Record<NonNullable<Difference['why']>, () => string> = {
  marks: () => t`chỉ khác dấu`,
  writing: () => t`chỉ khác cách viết`,
  'one-letter': () => t`khác một chữ cái`,
  'missing-word': () => t`thiếu một chữ`,
  'day-and-month': () => t`đổi ngày và tháng`,
  precision: () => t`thiếu ngày, tháng`,
  'one-digit': () => t`khác một chữ số`,
  'two-digits-swapped': () => t`đổi chỗ hai chữ số`,
  year: () => t`khác năm`,
  'number-kind': () => t`khác loại số`,
};

/** What a person should see first; empty where the sign says it. */
export function whyWords({ sign, why }: Difference): string {
  if (why !== null) return whys[why]();
  if (sign === 'only-left') return t`bên kia để trống`;
  return sign === 'only-right' ? t`thêm mới` : '';
}
