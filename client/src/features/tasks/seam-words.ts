import { t } from '@lingui/core/macro';
import type { Difference } from './seam.ts';

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
  near: () => t`gõ lệch một chỗ`,
  'date-coarser': () => t`thiếu ngày, tháng`,
  'date-doubtful': () => t`01/01 chưa chắc`,
  'date-swapped': () => t`đổi ngày và tháng`,
  'date-near': () => t`gõ lệch một chỗ`,
  year: () => t`khác năm`,
  'number-near': () => t`gõ lệch một chỗ`,
  'number-kind': () => t`khác loại số`,
  'old-number': () => t`số CMND trên thẻ`,
};

/** What a person should see first; empty where the sign says it. */
export function whyWords({ sign, why }: Difference): string {
  if (why !== null) return whys[why]();
  if (sign === 'only-left') return t`bên kia để trống`;
  return sign === 'only-right' ? t`thêm mới` : '';
}
