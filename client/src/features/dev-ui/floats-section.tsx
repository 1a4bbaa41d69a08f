import { IconQrcode, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Icon } from '../../ui/icon.tsx';
import { NewVersionBar } from '../../ui/new-version-bar.tsx';
import { Toast } from '../../ui/toast.tsx';
import { useCountdown } from '../../ui/use-countdown.ts';
import { Section } from './section.tsx';

const UNDO_SECONDS = 10;

export function FloatsSection() {
  const [isOpen, setIsOpen] = useState(false);
  const [saved, setSaved] = useState(0);
  const [isHeld, setIsHeld] = useState(false);
  const [isShown, setIsShown] = useState(false);
  const left = useCountdown(`${saved}`, UNDO_SECONDS, isHeld || !isShown, () => setIsShown(false));
  const close = () => setIsOpen(false);
  return (
    <>
      <Section
        title="Hộp thoại và báo tạm"
        rule="Hộp thoại chỉ cho năm việc: kết thúc buổi, xóa máy, làm loạt trên 20, gộp người, ký."
      >
        <div className="btn-group">
          <Button onClick={() => setIsOpen(true)}>Mở hộp thoại</Button>
          <Button
            onClick={() => {
              setSaved(saved + 1);
              setIsShown(true);
            }}
          >
            Lưu và hoàn tác được
          </Button>
        </div>
        <Dialog
          open={isOpen}
          title="Kết thúc buổi tiêm sáng 21/11?"
          onClose={close}
          acts={
            <>
              <Button look="solid" onClick={close}>
                Kết thúc buổi tiêm
              </Button>
              <Button onClick={close}>Ghi tiếp</Button>
            </>
          }
        >
          <p>
            98 mũi đã ghi, 86 mũi trung tâm đã nhận. <b>12 mũi còn lại tự gửi sau</b>, kể cả khi máy
            khóa.
          </p>
        </Dialog>
        <Toast
          message={isShown ? 'Đã ghi nhận mũi 2 – Công Tằng Tôn Nữ Thị Diễm Chi' : undefined}
          undo={{
            word: 'Hoàn tác',
            left,
            of: UNDO_SECONDS,
            leftInWords: `còn ${left} giây`,
            onUndo: () => setIsShown(false),
          }}
          onHold={setIsHeld}
        />
        <NewVersionBar
          title="Có bản mới."
          note="Nhận khi không còn phiếu đang nhập."
          act={<Button>Nhận bản mới</Button>}
        />
      </Section>
      <Section title="Trống" rule="Nói đã tìm gì, rồi đưa lối đi tiếp.">
        <Empty
          heading="h3"
          title="Không thấy “Nguyễn Thị Ánh 1978”"
          acts={
            <>
              <Button look="solid" icon={<Icon of={IconQrcode} />}>
                Quét mã
              </Button>
              <Button icon={<Icon of={IconUserPlus} />}>Nhập người mới</Button>
            </>
          }
        >
          Đã tìm trong danh sách hôm nay và 24.812 người của xã, lúc 06:52.
        </Empty>
      </Section>
    </>
  );
}
