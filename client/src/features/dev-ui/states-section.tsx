import type { MarkState } from '../../ui/mark.tsx';
import { Say } from '../../ui/say.tsx';
import { StatusLine } from '../../ui/status-line.tsx';
import { StepPill } from '../../ui/step-pill.tsx';
import { Section } from './section.tsx';

const steps: readonly [MarkState, string][] = [
  ['saved', 'Đã lưu trên máy'],
  ['sending', 'Đang gửi'],
  ['received', 'Đã nhận'],
  ['right', 'Thông tin đúng'],
  ['wrong', 'Thông tin sai – cần sửa'],
  ['unchecked', 'Chưa đối sánh'],
  ['exempt', 'Không thuộc diện đối sánh'],
  ['signed', 'Đã ký'],
  ['retry', 'Đang thử lại'],
  ['warn', 'Chỉnh lại giờ'],
  ['ok', 'Đủ dùng'],
];

const exchanged = (time: string) => ({ label: 'gửi được lúc', time });

export function StatesSection() {
  return (
    <>
      <Section
        title="Tình trạng gửi"
        rule="Dòng đầu mọi màn hình máy tính bảng. Luôn hai dòng, cùng chiều cao."
      >
        <div className="kit-lines">
          <StatusLine
            href="#gui"
            state="offline"
            title="Ngoại tuyến – vẫn ghi nhận bình thường"
            notes={['Chờ gửi: 12', 'cũ nhất 2 giờ']}
            exchanged={exchanged('06:52')}
          />
          <StatusLine
            href="#gui"
            state="sending"
            title="Đang gửi 3/12"
            notes={['Chờ gửi: 9', 'cũ nhất 2 giờ']}
            exchanged={exchanged('08:40')}
          />
          <StatusLine
            href="#gui"
            state="retry"
            title="Đang thử lại – mạng chập chờn"
            notes={['Chờ gửi: 12', 'cũ nhất 2 giờ']}
            exchanged={exchanged('06:52')}
          />
          <StatusLine
            href="#gui"
            state="act"
            title="1 mũi cần người xem"
            notes={['Các mũi khác vẫn gửi bình thường']}
            exchanged={exchanged('08:40')}
          />
          <StatusLine
            href="#gui"
            state="done"
            title="Đã gửi hết lúc 08:40"
            notes={['Không còn lượt nào chờ']}
          />
        </div>
      </Section>
      <Section
        title="Bước của mũi tiêm"
        rule="Một mũi chỉ một bước. Hình khác nhau khi không thấy màu: tròn là đang đi, vuông là cần người."
      >
        <div className="kit-pills">
          {steps.map(([state, words]) => (
            <StepPill key={state} state={state}>
              {words}
            </StepPill>
          ))}
        </div>
        <div className="kit-pills">
          {steps.map(([state, words]) => (
            <StepPill key={state} bare state={state}>
              {words}
            </StepPill>
          ))}
        </div>
      </Section>
      <Section title="Lời báo" rule="Nói điều xảy ra, điều còn an toàn, việc cần làm.">
        <div className="kit-two">
          <Say state="warn" title="Mới 18 ngày từ mũi 1 (tối thiểu 21).">
            Chọn lý do để tiếp tục.
          </Say>
          <Say state="act" title="5 mũi chưa gửi đã 3 ngày.">
            Báo người phụ trách hoặc xuất tệp cứu dữ liệu.
          </Say>
          <Say state="offline" mark="unchecked" title="Chưa đối sánh">
            CSDL dân cư đang chậm. Máy tự hỏi lại.
          </Say>
          <Say state="right" title="Thông tin đúng">
            CSDL dân cư trả lời lúc 08:12 hôm nay.
          </Say>
        </div>
      </Section>
    </>
  );
}
