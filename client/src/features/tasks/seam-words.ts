import type { Identity, IdentityField } from '@khop/shared/identity';
import { t } from '@lingui/core/macro';
import { birthWords, numberKindWords, sexWords } from '../../parts/person-words.ts';
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
  writing: () => t`chỉ khác cách viết`,
  marks: () => t`chỉ khác dấu`,
  'y-i': () => t`chỉ khác y và i`,
  order: () => t`đổi thứ tự chữ`,
  shorter: () => t`thiếu chữ đệm`,
  near: () => t`khác một chữ cái`,
  'date-coarser': () => t`thiếu ngày, tháng`,
  'date-doubtful': () => t`01/01 chưa chắc`,
  'date-swapped': () => t`đổi ngày và tháng`,
  'date-near': () => t`khác một chữ số`,
  year: () => t`khác năm`,
  'number-near': () => t`khác một chữ số`,
  'number-kind': () => t`khác loại số`,
  'old-number': () => t`số CMND trên thẻ`,
};

/** What a person should see first; empty where the sign says it. */
export function whyWords({ sign, why }: Difference): string {
  if (why !== null) return whys[why]();
  if (sign === 'only-left') return t`bên kia để trống`;
  return sign === 'only-right' ? t`thêm mới` : '';
}

/** One field's value as plain text. */
export function fieldText(field: IdentityField, of: Identity): string {
  switch (field) {
    case 'fullName':
      return of.fullName;
    case 'birthDate':
      return birthWords(of.birthDate);
    case 'sex':
      return sexWords(of.sex) ?? t`chưa rõ giới tính`;
    case 'number':
      return of.number === null
        ? t`chưa có số`
        : `${of.number.value} · ${numberKindWords(of.number.kind)}`;
    case 'oldNumber':
      return of.oldNumber ?? t`không có`;
    case 'nationality':
      return of.nationality;
  }
}
