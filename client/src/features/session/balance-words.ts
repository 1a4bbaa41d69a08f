import { useLingui } from '@lingui/react/macro';
import type { BalanceRow } from './session-balance.ts';

/** The difference by its name, never only as a figure. */
export function useDifferenceWords(): (row: BalanceRow) => { isGood: boolean; text: string } {
  const { t } = useLingui();
  return ({ difference, opened }) => {
    const count = Math.abs(difference);
    if (difference === 0) return { isGood: true, text: t`Khớp: số mũi bằng số liều đã mở.` };
    if (opened === 0) {
      return { isGood: false, text: t`Đã ghi ${count} mũi mà chưa mở lọ nào của lô này.` };
    }
    if (difference < 0) {
      return { isGood: false, text: t`Ghi nhiều hơn ${count} mũi so với số liều trong lọ đã mở.` };
    }
    return {
      isGood: false,
      text: t`Còn ${count} liều trong lọ đã mở chưa ghi mũi: thừa hoặc hủy.`,
    };
  };
}
