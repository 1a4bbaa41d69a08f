import { useLingui } from '@lingui/react/macro';
import type { LotProblem } from './lot-judgement.ts';

/** What is wrong with the lot, and what to do; the dose is recorded all the same. */
export function useLotWords(): (problem: LotProblem) => { title: string; text: string } {
  const { t } = useLingui();
  return (problem) => {
    switch (problem) {
      case 'lot-expired':
        return { title: t`Lô này đã quá hạn dùng.`, text: t`Dừng tiêm và đổi lô khác.` };
      case 'lot-other-vaccine':
        return {
          title: t`Số lô này thuộc vắc xin khác.`,
          text: t`So lại nhãn lọ rồi đổi vắc xin hoặc đổi lô.`,
        };
      case 'lot-not-received':
        return {
          title: t`Lô này chưa đến ngày nhập kho.`,
          text: t`So lại số lô trên nhãn lọ trước khi tiêm.`,
        };
      case 'lot-unknown':
        return {
          title: t`Lô này chưa có trong danh sách lô đã nhận.`,
          text: t`So lại số lô trên nhãn lọ trước khi tiêm.`,
        };
    }
  };
}
