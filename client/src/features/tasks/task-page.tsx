import '../../parts/flow.css';
import './tasks.css';
import { judgeCheck } from '@khop/shared/identity';
import { Trans } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { useRegister } from '../../deps.tsx';
import { ButtonTo } from '../../parts/links.tsx';
import { Screen } from '../../parts/screen.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Say } from '../../ui/say.tsx';
import { TaskHead } from './task-head.tsx';
import { readTask, type TaskView } from './task-view.ts';
import { TaskWork } from './task-work.tsx';
import { TimeWork } from './time-work.tsx';

/** One task: what was claimed, why it may be wrong, and the ways to put it right, all offline. */
export function Page() {
  const { id = '' } = useParams({ strict: false });
  const found = useRegister((register) => readTask(register, id), [id]);
  if (found === undefined) {
    return (
      <Screen className="flow">
        <TaskHead record={null} />
      </Screen>
    );
  }
  return (
    <Screen className="flow">
      <TaskHead record={found?.view.record ?? null} />
      {found === null ? (
        <Empty title={<Trans>Không thấy hồ sơ này trên máy</Trans>}>
          <Trans>Danh sách trên máy có thể chưa cập nhật.</Trans>
        </Empty>
      ) : (
        <Work key={id} found={found} />
      )}
    </Screen>
  );
}

function Work({ found }: { found: TaskView }) {
  const { task, view, causes, sharing } = found;
  if (task === null) return <Closed found={found} />;
  if (task.kind === 'time') return <TimeWork task={task} record={view.record} />;
  const isOpen = task.kind === 'mismatch' && task.state === 'open';
  return (
    <TaskWork task={task} record={view.record} causes={isOpen ? causes : null} sharing={sharing} />
  );
}

/** A match, a settled conflict or a completed identity closes the task by itself. */
function Closed({ found }: { found: TaskView }) {
  const { tasks, record } = found.view;
  const [next] = tasks;
  // Green is the registry's word alone.
  const isRight = judgeCheck(record.identity, record.verdicts).state === 'match';
  return (
    <div className="part stack">
      <Say
        state={isRight ? 'right' : 'done'}
        mark={isRight ? 'right' : 'ok'}
        role="status"
        title={<Trans>Việc này đã xong.</Trans>}
      >
        {isRight ? (
          <Trans>CSDL dân cư trả lời “đúng” cho thông tin đang lưu.</Trans>
        ) : (
          <Trans>Không còn gì phải sửa ở đây.</Trans>
        )}
      </Say>
      <div className="btn-group">
        {next && (
          <ButtonTo look="solid" to="/task/$id" params={{ id: next.id }}>
            <Trans>Việc khác của người này</Trans>
          </ButtonTo>
        )}
        <ButtonTo to="/tasks">
          <Trans>Về danh sách việc</Trans>
        </ButtonTo>
        <ButtonTo to="/person/$id" params={{ id: record.id }}>
          <Trans>Mở hồ sơ</Trans>
        </ButtonTo>
      </div>
    </div>
  );
}
