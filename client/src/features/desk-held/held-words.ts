import type { DeskHeld } from '@khop/shared/protocol/desk-held';
import { t } from '@lingui/core/macro';

/** Why a question waits; the numbers are those of the law (oracle.ts). */
export function whyWords(why: DeskHeld['rows'][number]['why']): string {
  switch (why) {
    case 'variants-today':
      return t`đã hỏi 5 nội dung khác nhau trong ngày`;
    case 'variants-ever':
      return t`đã hỏi 20 nội dung khác nhau`;
    case 'questions-today':
      return t`người nhập đã hỏi 300 lần trong ngày`;
  }
}
