import './tasks.css';
import { dayOf } from '@khop/shared/time';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { IconChevronLeft, IconQrcode } from '@tabler/icons-react';
import { useState } from 'react';
import { useLive, useRegister, useTablet } from '../../deps.tsx';
import { hintTitle } from '../../parts/hint-words.ts';
import { ButtonTo } from '../../parts/links.tsx';
import { Screen } from '../../parts/screen.tsx';
import { useNow } from '../../parts/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { Dock } from '../../ui/dock.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Head } from '../../ui/head.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Rows } from '../../ui/rows.tsx';
import { TabButton, Tabs } from '../../ui/tabs.tsx';
import { TaskLine } from './task-line.tsx';
import { countWork, groupWork, readWork, type TaskKind, type WorkGroup } from './work-list.ts';

const KINDS: readonly TaskKind[] = ['mismatch', 'incomplete', 'conflict', 'time'];

/** Cần sửa: what the registry called wrong and what nobody can ask about yet, by likely cause. */
export function Page() {
  const now = useNow(60_000);
  const today = dayOf(now);
  const state = useLive(useTablet().state);
  const site = state.at === 'open' ? state.site.id : null;
  const lines = useRegister((register) => readWork(register, today, site), [today, site]);
  const [chosen, setChosen] = useState<TaskKind | null>(null);
  const counts = countWork(lines ?? []);
  const kind = chosen ?? KINDS.find((each) => counts[each] > 0) ?? 'mismatch';
  const total = lines?.length ?? 0;

  return (
    <Screen
      dock={
        <Dock>
          <ButtonTo look="main" to="/scan" icon={<Icon of={IconQrcode} size="large" />}>
            <Trans>Quét thẻ để tìm việc</Trans>
          </ButtonTo>
        </Dock>
      }
    >
      <Head
        title={plural(total, { 0: 'Việc cần sửa', other: '# việc cần sửa' })}
        sub={<Trans>Sửa được cả khi ngoại tuyến</Trans>}
        back={
          <ButtonTo look="icon" to="/" aria-label={t`Về danh sách hôm nay`}>
            <Icon of={IconChevronLeft} />
          </ButtonTo>
        }
      />
      {total > 0 && (
        <Tabs label={t`Loại việc`} fit>
          {KINDS.map((each) => (
            <TabButton
              key={each}
              count={counts[each]}
              label={kindWords(each)}
              current={each === kind}
              onClick={() => setChosen(each)}
            />
          ))}
        </Tabs>
      )}
      {lines && total === 0 && (
        <Empty
          title={<Trans>Không còn việc cần sửa</Trans>}
          acts={
            <ButtonTo to="/">
              <Trans>Về danh sách hôm nay</Trans>
            </ButtonTo>
          }
        >
          <Trans>
            Việc hiện ở đây khi CSDL dân cư trả lời “sai”, khi thiếu thông tin, khi hai máy sửa cùng
            một ô, hoặc khi giờ tiêm cần xem lại.
          </Trans>
        </Empty>
      )}
      {lines && total > 0 && <Groups groups={groupWork(lines, kind)} kind={kind} now={now} />}
      {total > 0 && (
        <p className="part soft task-last">
          <Trans>
            Việc tự đóng khi CSDL dân cư trả lời “đúng”. Không việc nào cản ghi nhận mũi tiêm.
          </Trans>
        </p>
      )}
    </Screen>
  );
}

function Groups({ groups, kind, now }: { groups: WorkGroup[]; kind: TaskKind; now: number }) {
  if (groups.length === 0) {
    return (
      <p className="part soft">
        <Trans>Không có việc loại này.</Trans>
      </p>
    );
  }
  return groups.map((group) => (
    <Group key={group.cause} group={group} title={groupWords(group.cause, kind)} now={now} />
  ));
}

/** A group of hundreds is worked from its top: the oldest first, the rest when asked for. */
const SHOWN = 50;

function Group({ group, title, now }: { group: WorkGroup; title: string; now: number }) {
  const [shown, setShown] = useState(SHOWN);
  const { lines } = group;
  const rest = lines.length - shown;
  return (
    <section aria-label={title}>
      <h2 className="cause-title">
        {title}
        <span className="soft note">{plural(lines.length, { other: '# việc' })}</span>
      </h2>
      <Rows>
        {lines.slice(0, shown).map((line) => (
          <TaskLine key={line.task.id} line={line} now={now} />
        ))}
      </Rows>
      {rest > 0 && (
        <div className="part">
          <Button onClick={() => setShown(shown + SHOWN)}>
            {plural(rest, { other: 'Xem thêm, còn # việc' })}
          </Button>
        </div>
      )}
    </section>
  );
}

function kindWords(kind: TaskKind): string {
  switch (kind) {
    case 'mismatch':
      return t`Thông tin sai`;
    case 'incomplete':
      return t`Thiếu thông tin`;
    case 'conflict':
      return t`Xung đột`;
    case 'time':
      return t`Giờ tiêm`;
  }
}

function groupWords(cause: WorkGroup['cause'], kind: TaskKind): string {
  if (cause === 'rechecking') return t`Đang đối sánh lại`;
  if (cause !== 'none') return t`Có thể do: ${hintTitle(cause)}`;
  switch (kind) {
    case 'mismatch':
      return t`Chưa rõ vì sao sai`;
    case 'incomplete':
      return t`Chưa hỏi được CSDL dân cư`;
    case 'conflict':
      return t`Hai máy sửa cùng một ô`;
    case 'time':
      return t`Giờ tiêm cần xem lại`;
  }
}
