import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Row, RowLink, Rows } from '../../ui/rows.tsx';
import { Ruler } from '../../ui/ruler.tsx';
import { StepPill } from '../../ui/step-pill.tsx';
import { Table, TableRow } from '../../ui/table.tsx';
import { TabButton, TabLink, Tabs } from '../../ui/tabs.tsx';
import { Section } from './section.tsx';

const lists = [
  ['34', 'Chờ'],
  ['86', 'Đã tiêm'],
  ['7', 'Theo dõi'],
  ['3', 'Vắng'],
] as const;

const columns = [
  { key: 'who', title: 'Đối tượng tiêm' },
  { key: 'why', title: 'Cần xem vì' },
  { key: 'keys', title: 'Phím' },
  { key: 'age', title: 'Chờ', num: true },
];

export function ListsSection() {
  const [shown, setShown] = useState('Chờ');
  return (
    <>
      <Section title="Dòng danh sách" rule="Tên 22, không cắt cụt: tên dài xuống dòng.">
        <Rows>
          <RowLink
            href="#chi"
            name="Công Tằng Tôn Nữ Thị Diễm Chi"
            notes={['30/12/1949', '76 tuổi', 'Nữ']}
            end={<StepPill state="right">Thông tin đúng</StepPill>}
          />
          <RowLink
            href="#blao"
            name="H’Blao Niê Kđăm"
            notes={['21/07/1998', '28 tuổi', 'Nữ']}
            end={<StepPill state="saved">Đã lưu trên máy</StepPill>}
          />
          <Row
            name="Vàng A Sử"
            notes={['tiêm 08:06', 'quá 5 phút']}
            end={<Button look="solid">Cho về</Button>}
          >
            <Ruler at={25} of={30} label="đã 25 trong 30 phút" />
          </Row>
        </Rows>
        <Tabs label="Danh sách có địa chỉ riêng">
          {lists.map(([count, label]) => (
            <TabLink
              key={label}
              href="#danh-sach"
              count={count}
              label={label}
              current={label === 'Chờ'}
            />
          ))}
        </Tabs>
        <Tabs label="Danh sách trong trang">
          {lists.map(([count, label]) => (
            <TabButton
              key={label}
              count={count}
              label={label}
              current={label === shown}
              onClick={() => setShown(label)}
            />
          ))}
        </Tabs>
        <Rows>
          <RowLink
            href="#anh"
            letter="A"
            name="Nguyễn Thị Ánh"
            notes={['12/04/1987', '39 tuổi', 'Nữ']}
            end={<b className="end nowrap">Mũi 2</b>}
          />
          <RowLink
            href="#an"
            indexed
            name="Lê Hoàng Thiên An"
            notes={['05/09/2016', '10 tuổi', 'Nam']}
            end={<b className="end nowrap">Nhắc lại 1</b>}
          />
          <RowLink
            href="#dat"
            letter="Đ"
            name="Đỗ Tiến Đạt"
            notes={['năm 1990']}
            end={<b className="end nowrap">Mũi 2</b>}
          />
        </Rows>
      </Section>
      <Section title="Bảng của bàn xử lý" rule="Dòng đang chọn có vạch bên trái; phím ghi trong ô.">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keys. */}
        <section className="kit-table" aria-label="Bảng mẫu" tabIndex={0}>
          <Table caption="Việc còn lại" columns={columns}>
            <TableRow on>
              <td>
                <b>Nguyễn Thị Ánh</b>
              </td>
              <td>Có thể là một người: chỉ khác dấu</td>
              <td>
                <kbd>1</kbd> <kbd>2</kbd> <kbd>3</kbd> <kbd>4</kbd>
              </td>
              <td className="num">4 ngày</td>
            </TableRow>
            <TableRow>
              <td>
                <b>Trần Hoàng Phương Nguyệt</b>
              </td>
              <td>Ngày và tháng sinh có thể đổi chỗ</td>
              <td />
              <td className="num">2 ngày</td>
            </TableRow>
          </Table>
        </section>
      </Section>
    </>
  );
}
