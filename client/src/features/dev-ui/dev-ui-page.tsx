import './dev-ui.css';
import { PreferencesForm } from '../../app/preferences-form.tsx';
import { ActsSection } from './acts-section.tsx';
import { FieldsSection } from './fields-section.tsx';
import { FloatsSection } from './floats-section.tsx';
import { ListsSection } from './lists-section.tsx';
import { ReadingSection } from './reading-section.tsx';
import { Section } from './section.tsx';
import { StatesSection } from './states-section.tsx';

/**
 * Every part in every state, with the longest names. For those who build and for the tests that
 * look: its words are examples and stay in Vietnamese. People are fictional.
 */
export function Page() {
  return (
    <main className="kit">
      <h1>Các bộ phận</h1>
      <StatesSection />
      <ActsSection />
      <FieldsSection />
      <ReadingSection />
      <ListsSection />
      <FloatsSection />
      <Section title="Chữ" rule="Be Vietnam Pro 400 và 700. Dòng cao 1,5 để Ệ, Ẫ không bị cắt.">
        <p className="kit-name">Đặng Ngọc Ẩn, Trịnh Thị Lệ, Vừ Bá Ửng</p>
        <p className="kit-title">Khám sàng lọc, Ẫ Ệ Ỗ Ử Ỵ ặ ễ ỡ ự</p>
        <p>Hỏi họ tên và ngày sinh trước khi tiêm · 1.234.567,5 · 21/11/2026 · 08:41</p>
        <p className="note soft">Nhà văn hóa thôn Đông · Trạm y tế xã Bình Lâm</p>
      </Section>
      <Section title="Cách hiện trên máy này" rule="Không phải dữ liệu của ai. Giữ trên máy.">
        <PreferencesForm />
      </Section>
    </main>
  );
}
