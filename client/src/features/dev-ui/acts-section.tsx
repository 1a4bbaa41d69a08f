import { IconChevronLeft, IconKeyboard, IconQrcode } from '@tabler/icons-react';
import { Button, ButtonGroup, ButtonLink } from '../../ui/button.tsx';
import { Dock } from '../../ui/dock.tsx';
import { Head } from '../../ui/head.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Section } from './section.tsx';

export function ActsSection() {
  return (
    <Section title="Nút" rule="Hình chữ nhật để bấm, cao 56, việc chính 72. Động từ kèm đối tượng.">
      <ButtonGroup>
        <Button look="main" icon={<Icon of={IconQrcode} size="large" />}>
          Quét mã
        </Button>
        <Button look="main" className="is-down">
          Đang bấm
        </Button>
        <Button look="main" className="is-focus">
          Có tiêu điểm
        </Button>
        <Button look="main" disabled>
          Chọn kết quả khám
        </Button>
      </ButtonGroup>
      <ButtonGroup>
        <Button look="solid">Cho về</Button>
        <Button icon={<Icon of={IconKeyboard} />}>Nhập tay</Button>
        <Button className="is-focus">Ghi phản ứng</Button>
        <Button look="stop">Hủy mũi tiêm</Button>
        <ButtonLink look="quiet" href="#lo">
          Đổi lô
        </ButtonLink>
        <Button disabled>Đã ký</Button>
        <Button look="icon" aria-label="Quay lại">
          <Icon of={IconChevronLeft} />
        </Button>
      </ButtonGroup>
      <Button full>Ghi nhận mũi tiêm của Công Tằng Tôn Nữ Thị Diễm Chi cả bề ngang</Button>
      <div>
        <Head
          heading="h3"
          title="Buổi sáng 21/11"
          sub="Nhà văn hóa thôn Đông · Trạm y tế xã Bình Lâm"
          back={
            <ButtonLink look="icon" href="#ve" aria-label="Về danh sách hôm nay">
              <Icon of={IconChevronLeft} />
            </ButtonLink>
          }
          act={<ButtonLink href="#viec">14 việc cần sửa</ButtonLink>}
        />
        <Dock>
          <Button icon={<Icon of={IconKeyboard} />}>Nhập tay</Button>
          <Button look="main">Ghi nhận mũi 2 · Công Tằng Tôn Nữ Thị Diễm Chi</Button>
        </Dock>
      </div>
    </Section>
  );
}
