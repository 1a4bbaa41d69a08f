import type { Doubt } from '@khop/shared/dose-time';
import type { Instant } from '@khop/shared/time';
import { t } from '@lingui/core/macro';
import { formatMoment } from '../app/format.ts';

/** [T5] Why somebody should look at the time of a dose once more. */
export function doubtWords(why: Doubt['why']): string {
  switch (why) {
    case 'clock-unknown':
      return t`Lúc ghi, máy chưa biết đồng hồ của mình có đúng không.`;
    case 'clock-off':
      return t`Lúc ghi, đồng hồ máy lệch với giờ văn phòng từ 10 phút trở lên.`;
    case 'in-future':
      return t`Giờ tiêm muộn hơn lúc ghi.`;
    case 'before-vial':
      return t`Giờ tiêm sớm hơn lúc mở lọ vắc xin.`;
    case 'long-before':
      return t`Giờ tiêm sớm hơn lúc ghi hơn một ngày.`;
  }
}

/** In a line beside the dose, with the time as it stands. */
export function doubtInBrief(injectedAt: Instant, { why }: Doubt): string {
  const at = formatMoment(injectedAt);
  return t`Giờ tiêm cần xem lại (${at}). ${doubtWords(why)}`;
}
