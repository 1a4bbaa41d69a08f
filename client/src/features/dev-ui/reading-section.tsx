import { Button } from '../../ui/button.tsx';
import { Digits } from '../../ui/digits.tsx';
import { Facts, Origin } from '../../ui/facts.tsx';
import { PersonBand } from '../../ui/person-band.tsx';
import { Ruler, RulerScale } from '../../ui/ruler.tsx';
import { Seam } from '../../ui/seam.tsx';
import { Section } from './section.tsx';

const rulers = [
  { what: 'Hoàn tác', said: 'còn 7 giây', at: 7, of: 10 },
  { what: 'Theo dõi', said: 'đã 26 trong 30 phút', at: 26, of: 30 },
  { what: 'Trả lời phản ánh', said: 'đã 17 trong 48 giờ', at: 17, of: 48 },
  { what: 'Đang gửi', said: '3 trong 12 lượt', at: 3, of: 12, tone: 'sending' },
  { what: 'Ghi hôm nay', said: 'đã nhận 86 trong 98 lượt', at: 86, of: 98 },
] as const;

export function ReadingSection() {
  return (
    <>
      <Section
        title="Dải đối tượng tiêm"
        rule="Ngang cả màn hình, đường đen dày phía dưới. Không có gì chen vào trên tên."
      >
        <PersonBand
          label="Đối tượng tiêm"
          heading="h3"
          ask="Hỏi họ tên và ngày sinh trước khi tiêm"
          name="Công Tằng Tôn Nữ Thị Diễm Chi"
          birth="30/12/2024"
          facts={['22 tháng', 'Nữ']}
          more={[
            {
              label: 'Giám hộ',
              value: (
                <>
                  <b>Nguyễn Phúc Vĩnh Thụy</b>, cha · 0912 ••• 318
                </>
              ),
            },
            {
              label: 'Mũi 1',
              value: (
                <>
                  <b>28/10/2026</b>, cách 24 ngày (tối thiểu 28)
                  <br />
                  Trung tâm Y tế khu vực Lạng Thượng, cơ sở 2
                </>
              ),
            },
          ]}
        />
      </Section>
      <Section
        title="Thước"
        rule="Một vạch là một đơn vị: giây, phút, giờ, mũi. Thời gian trôi và việc đã làm đều đo bằng thước."
      >
        <div className="kit-rulers">
          {rulers.map(({ what, said, ...ruler }) => (
            <div key={what}>
              <p className="note">
                <b>{what}</b>, {said}
              </p>
              <Ruler label={said} {...ruler} />
            </div>
          ))}
          <div>
            <Ruler at={3.8} of={12} label="38 trên 120 việc" />
            <RulerScale marks={['0', 'mỗi vạch 10 việc', '120']} />
          </div>
        </div>
        <p className="kit-figure">
          <b>
            <Digits label="còn 10:41">10:41</Digits>
          </b>
        </p>
      </Section>
      <Section
        title="Dữ kiện và nguồn"
        rule="Nhãn, giá trị, cách có được. Số đem so nằm trong ô đều nhau."
      >
        <Facts
          facts={[
            {
              label: 'Họ tên',
              value: 'Công Tằng Tôn Nữ Thị Diễm Chi',
              origin: <Origin by="scanned">quét từ thẻ</Origin>,
            },
            {
              label: 'Số định danh',
              value: <Digits>027 187 004417</Digits>,
              origin: <Origin by="typed">gõ tay · Mỹ Duyên 17/11</Origin>,
            },
            {
              label: 'Ngày sinh',
              value: '12/04/1987',
              origin: <Origin by="edited">đã sửa · Văn Đệ 20/11</Origin>,
            },
            {
              label: 'Giới tính',
              value: 'Nữ',
              origin: <Origin by="imported">từ danh sách 18/11</Origin>,
            },
          ]}
        />
      </Section>
      <Section title="Lịch sử" rule="Một đường, mỗi mũi một dấu bước, cũ trước.">
        <div className="sheet">
          <Seam
            steps={[
              {
                key: '1',
                state: 'signed',
                title: 'Mũi 1 · Comirnaty',
                notes: ['28/10/2026', 'lô FN4880', 'Đã ký'],
                act: <Button look="quiet">Xem</Button>,
              },
              {
                key: '2',
                state: 'now',
                title: 'Mũi 2 · hôm nay',
                notes: ['Đủ 24 ngày từ mũi 1 (tối thiểu 21)'],
              },
            ]}
          />
        </div>
      </Section>
    </>
  );
}
