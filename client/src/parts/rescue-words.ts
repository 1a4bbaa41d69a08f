import { t } from '@lingui/core/macro';
import { formatTime } from '../app/format.ts';
import type { Carried, CarryTrouble, RescueProblem } from '../rescue.ts';
import type { MarkState } from '../ui/mark.tsx';

/** What is wrong with a file, and what to do. The tablet it came from still has everything. */
export function rescueProblemWords(problem: RescueProblem): { title: string; todo: string } {
  switch (problem) {
    case 'not-rescue':
      return { title: t`Đây không phải tệp gửi hộ`, todo: t`Chọn tệp có đuôi .khop của máy kia.` };
    case 'newer':
      return {
        title: t`Tệp của bản Khớp mới hơn`,
        todo: t`Cập nhật Khớp trên máy này rồi mở lại tệp.`,
      };
    case 'damaged':
      return {
        title: t`Tệp bị cắt hoặc hỏng trên đường`,
        todo: t`Lấy lại tệp từ máy kia. Máy kia vẫn giữ đủ.`,
      };
    case 'too-large':
      return { title: t`Tệp quá lớn`, todo: t`Đem máy kia đến nơi có mạng để nó tự gửi.` };
    case 'other-office':
      return {
        title: t`Không phải tệp của trung tâm này`,
        todo: t`Chỉ máy cùng trung tâm mang hộ được.`,
      };
    case 'changed':
      return {
        title: t`Tệp đã bị sửa sau khi rời máy kia`,
        todo: t`Không mang tệp này. Lấy lại tệp từ máy kia.`,
      };
  }
}

/** What the office said of somebody else's entries. */
export function carryTroubleWords(trouble: CarryTrouble): string {
  switch (trouble) {
    case 'gap':
      return t`Trung tâm còn thiếu các lượt trước đó của máy ấy. Máy ấy có mạng sẽ tự gửi.`;
    case 'fork':
      return t`Trung tâm đã có bản khác của sổ này. Mở máy ấy ở nơi có mạng để nó tự gửi.`;
    case 'refused':
      return t`Trung tâm không nhận. Báo người phụ trách.`;
  }
}

export function carriedWords({ deliveredAt, trouble }: Carried): { mark: MarkState; text: string } {
  if (deliveredAt !== null) {
    const time = formatTime(deliveredAt);
    return { mark: 'received', text: t`Trung tâm đã có đủ, lúc ${time}` };
  }
  if (trouble === null) return { mark: 'saved', text: t`Đang giữ, tự gửi khi có mạng` };
  const kept = t`Máy này vẫn giữ và thử lại.`;
  return {
    mark: trouble === 'gap' ? 'retry' : 'act',
    text: `${carryTroubleWords(trouble)} ${kept}`,
  };
}
