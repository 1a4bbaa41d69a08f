import type { DoseStep } from '@khop/shared/task';
import { t } from '@lingui/core/macro';
import type { MarkState } from '../ui/mark.tsx';
import { StepPill } from '../ui/step-pill.tsx';

export function doseStepWords(step: DoseStep): string {
  switch (step) {
    case 'saved':
      return t`Đã lưu trên máy`;
    case 'sending':
      return t`Đang gửi`;
    case 'received':
      return t`Đã nhận`;
    case 'right':
      return t`Thông tin đúng`;
    case 'wrong':
      return t`Thông tin sai – cần sửa`;
    case 'exempt':
      return t`Không thuộc diện đối sánh`;
    case 'unchecked':
      return t`Chưa đối sánh`;
    case 'voided':
      return t`Đã hủy`;
  }
}

/** A voided dose asks for nothing any more: the mark of what is exempt, with its own word. */
export function doseStepMark(step: DoseStep): MarkState {
  return step === 'voided' ? 'exempt' : step;
}

/** The one step a dose stands at (UX4). */
export function DoseStepPill({ step, bare = false }: { step: DoseStep; bare?: boolean }) {
  return (
    <StepPill state={doseStepMark(step)} bare={bare}>
      {doseStepWords(step)}
    </StepPill>
  );
}
