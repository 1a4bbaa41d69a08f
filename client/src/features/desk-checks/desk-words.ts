import type { DeskCheckRow, DeskCheckState } from '@khop/shared/protocol/desk';
import { t } from '@lingui/core/macro';
import type { MarkState } from '../../ui/mark.tsx';

const states: Record<DeskCheckState, { words: () => string; mark: MarkState }> = {
  mismatch: { words: () => t`Thông tin sai`, mark: 'wrong' },
  waiting: { words: () => t`Chờ đối sánh`, mark: 'unchecked' },
  incomplete: { words: () => t`Thiếu thông tin`, mark: 'warn' },
  match: { words: () => t`Thông tin đúng`, mark: 'right' },
  foreigner: { words: () => t`Không thuộc diện đối sánh`, mark: 'exempt' },
};

export const STATES = Object.keys(states) as DeskCheckState[];

export function stateWords(state: DeskCheckState): string {
  return states[state].words();
}

export function stateMark(state: DeskCheckState): MarkState {
  return states[state].mark;
}

export function numberWords({ number }: DeskCheckRow): string {
  return number === null ? t`chưa có số` : `•••• ${number.tail}`;
}

/** [AP6] [AP9] Why the desk should look at an entry though it counts. */
export function flagWords(flag: string): string {
  return flag === 'not-their-kind' ? t`Ghi ngoài phần việc` : t`Ghi khi hết quyền`;
}
