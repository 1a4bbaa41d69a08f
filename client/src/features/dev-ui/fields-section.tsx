import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { Choices } from '../../ui/choices.tsx';
import { Date3 } from '../../ui/date3.tsx';
import { Field, FieldGroup } from '../../ui/field.tsx';
import { Search } from '../../ui/search.tsx';
import { Stepper } from '../../ui/stepper.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { Section } from './section.tsx';

const screening = [
  { value: 'eligible', title: 'Đủ điều kiện', note: 'Tiêm ngay' },
  { value: 'careful', title: 'Thận trọng', note: 'Tiêm, theo dõi kỹ hơn' },
  { value: 'later', title: 'Trì hoãn', note: 'Hôm nay chưa tiêm' },
  { value: 'never', title: 'Chống chỉ định', note: 'Không tiêm vắc xin này' },
] as const;

export function FieldsSection() {
  const { register } = useForm({
    defaultValues: {
      name: 'Công Tằng Tôn Nữ Thị Diễm Chi',
      phone: '0912 345',
      number: '02195003162',
      born: { day: '', month: '04', year: '1987' },
      temperature: '379',
      screening: 'eligible',
    },
  });
  const [vials, setVials] = useState(4);
  const [sought, setSought] = useState('');
  return (
    <>
      <Section
        title="Ô nhập"
        rule="Nhãn ở trên. Vàng: xem lại, vẫn lưu. Đỏ: không thể có. Ngày là ba ô số, ngày chưa rõ để trống."
      >
        <div className="kit-three">
          <div className="kit-wide">
            <Field label="Họ tên" hint="Ghi đúng dấu như trên thẻ">
              <TextInput kind="name" {...register('name')} />
            </Field>
          </div>
          <Field label="Điện thoại" aside="nếu có">
            <TextInput kind="phone" className="is-focus" {...register('phone')} />
          </Field>
          <Field
            label="Số định danh (CCCD)"
            care="Có 11 chữ số, có thể thiếu số 0 đầu. Vẫn lưu được."
          >
            <TextInput kind="digits" {...register('number')} />
          </Field>
          <FieldGroup label="Ngày sinh" hint="39 tuổi · chưa rõ ngày">
            <Date3
              words={{ day: 'Ngày', month: 'Tháng', year: 'Năm' }}
              day={register('born.day')}
              month={register('born.month')}
              year={register('born.year')}
            />
          </FieldGroup>
          <FieldGroup label="Số lọ đã mở">
            <Stepper
              value={vials}
              max={9}
              words={{ less: 'Bớt một lọ', more: 'Thêm một lọ' }}
              onChange={setVials}
            />
          </FieldGroup>
          <Field label="Nhiệt độ" bad="Không có 379 °C. Nhập như 37,9.">
            <TextInput kind="decimal" unit="°C" {...register('temperature')} />
          </Field>
          <div className="kit-wide">
            <Search
              label="Tìm người"
              placeholder="Tên, ngày sinh hoặc số cuối"
              onSearch={setSought}
            />
            <p className="hint">{sought ? `Đang tìm: ${sought}` : 'Chưa gõ gì'}</p>
          </div>
        </div>
      </Section>
      <Section title="Thẻ chọn" rule="Không chọn sẵn. Chọn rồi đổi viền, nền và dấu.">
        <h3 id="kham">Khám sàng lọc</h3>
        <Choices
          name="screening"
          labelledBy="kham"
          choices={screening}
          input={register('screening')}
        />
      </Section>
    </>
  );
}
