import { useLingui } from '@lingui/react/macro';
import { formatDay } from '../../app/format.ts';
import { useLotWords } from '../../parts/lot-words.ts';
import type { DoseWarning } from './dose-plan.ts';

export type WarningWords = { state: 'warn' | 'act'; title: string };

/** What speaks against the dose, with the figures it rests on. Red: stop and look; yellow: look once more. */
export function useWarningWords(): (
  warning: DoseWarning,
  previousOrdinal: number | null,
) => WarningWords {
  const { t } = useLingui();
  const lotWords = useLotWords();
  return (warning, previous) => {
    const warn = (title: string): WarningWords => ({ state: 'warn', title });
    const act = (title: string): WarningWords => ({ state: 'act', title });
    switch (warning.code) {
      case 'too-soon': {
        const { days = 0, minDays = 0 } = warning;
        return warn(t`Mới ${days} ngày từ mũi ${previous} (tối thiểu ${minDays}).`);
      }
      case 'before-booster': {
        const day = warning.earliestOn ? formatDay(warning.earliestOn) : '';
        return warn(t`Chưa đến hạn mũi nhắc lại (từ ${day}). Có thể là mũi bổ sung.`);
      }
      case 'same-day':
        return act(t`Hôm nay đã ghi một mũi cho người này.`);
      case 'later-dose-exists':
        return warn(t`Trong danh sách có mũi tiêm sau ngày hôm nay.`);
      case 'mixing':
        return warn(t`Vắc xin khác với mũi trước và không thuộc cặp được tiêm phối hợp.`);
      case 'component-missing':
        return warn(t`Sputnik V: chọn thành phần của liều này.`);
      case 'component-order':
        return warn(t`Sputnik V: chưa thấy mũi thành phần I mà sắp tiêm thành phần II.`);
      case 'component-repeated':
        return act(t`Sputnik V: thành phần này đã tiêm rồi.`);
      case 'too-young':
        return warn(t`Chưa đủ tuổi tiêm vắc xin này theo hướng dẫn đang áp dụng.`);
      case 'before-birth':
        return act(t`Ngày sinh ở sau hôm nay. Xem lại ngày sinh.`);
      case 'vaccine-unknown':
        return act(t`Vắc xin này không có trong danh mục.`);
      case 'interval-unknown':
        return warn(t`Chưa rõ khoảng cách tối thiểu từ mũi trước.`);
      case 'order-taken': {
        const day = formatDay(warning.on);
        return warn(t`Đã có mũi cùng thứ tự này, ghi ngày ${day}. Cả hai mũi đều được giữ.`);
      }
      default:
        return act(lotWords(warning.code).title);
    }
  };
}

/**
 * Reasons as they are written into the entry: one wording for every language of the screen, since a
 * desk elsewhere reads them.
 */
export const REASONS = [
  'Bác sĩ chỉ định tiêm',
  'Theo kế hoạch đợt tiêm',
  'Mũi trước ghi sai ngày hoặc sai vắc xin',
  'Đã so lại nhãn lọ, danh sách lô chưa cập nhật',
  'Đã tiêm trước khi thấy cảnh báo',
] as const;

export function useReasonWords(): (reason: (typeof REASONS)[number]) => string {
  const { t } = useLingui();
  return (reason) => {
    switch (reason) {
      case 'Bác sĩ chỉ định tiêm':
        return t`Bác sĩ chỉ định tiêm`;
      case 'Theo kế hoạch đợt tiêm':
        return t`Theo kế hoạch đợt tiêm`;
      case 'Mũi trước ghi sai ngày hoặc sai vắc xin':
        return t`Mũi trước ghi sai ngày hoặc sai vắc xin`;
      case 'Đã so lại nhãn lọ, danh sách lô chưa cập nhật':
        return t`Đã so lại nhãn lọ, danh sách lô chưa cập nhật`;
      case 'Đã tiêm trước khi thấy cảnh báo':
        return t`Đã tiêm trước khi thấy cảnh báo`;
    }
  };
}
