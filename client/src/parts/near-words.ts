import { useLingui } from '@lingui/react/macro';

/** Why somebody may be the same person; a code without words is left out. */
export function useNearWords(): (why: readonly string[]) => string[] {
  const { t } = useLingui();
  const words: Record<string, string> = {
    'same-number': t`cùng số giấy tờ`,
    'same-old-number': t`trùng số CMND cũ`,
    'same-name': t`cùng họ tên`,
    'same-name-but-marks': t`họ tên chỉ khác dấu`,
    'same-birth-date': t`cùng ngày sinh`,
    'swapped-birth-date': t`ngày và tháng sinh đổi chỗ`,
    'same-birth-year': t`cùng năm sinh`,
    'other-sex': t`khác giới tính`,
  };
  return (why) => why.flatMap((code) => (Object.hasOwn(words, code) ? (words[code] ?? []) : []));
}
