import type { ScreeningReason } from '@khop/shared/screening';
import { useLingui } from '@lingui/react/macro';
import { formatNumber } from '../../app/format.ts';
import { language } from '../../parts/spoken-language.ts';

/** The four cards, in the order of their weight. */
export function useOutcomeWords() {
  const { t } = useLingui();
  return [
    { value: 'eligible' as const, title: t`Đủ điều kiện`, note: t`Tiêm ngay` },
    { value: 'caution' as const, title: t`Thận trọng`, note: t`Tiêm, theo dõi kỹ hơn` },
    { value: 'defer' as const, title: t`Trì hoãn`, note: t`Hôm nay chưa tiêm` },
    {
      value: 'contraindicated' as const,
      title: t`Chống chỉ định`,
      note: t`Không tiêm vắc xin này`,
    },
  ];
}

/** `Nhiệt độ 38,2 (trên 37,5)`. */
export function useMeasureWords(): (reason: ScreeningReason) => string {
  const { t } = useLingui();
  const figure = (value: number | undefined) =>
    value === undefined ? '' : formatNumber(value, language());
  return ({ code, found, least, most }) => {
    const value = figure(found);
    const beyond =
      least !== undefined
        ? t`dưới ${figure(least)}`
        : most !== undefined
          ? t`trên ${figure(most)}`
          : '';
    const limit = beyond === '' ? '' : ` (${beyond})`;
    switch (code) {
      case 'temperature':
        return t`Nhiệt độ ${value}${limit}`;
      case 'pulse':
        return t`Mạch ${value}${limit}`;
      case 'respiration':
        return t`Nhịp thở ${value}${limit}`;
      case 'systolic':
        return t`Huyết áp tâm thu ${value}${limit}`;
      case 'diastolic':
        return t`Huyết áp tâm trương ${value}${limit}`;
      default:
        return code;
    }
  };
}
