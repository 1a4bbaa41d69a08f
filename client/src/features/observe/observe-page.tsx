import './observe.css';
import { dayOf, toInstant } from '@khop/shared/time';
import { plural, t } from '@lingui/core/macro';
import { Plural, Trans } from '@lingui/react/macro';
import { IconChevronLeft, IconQrcode } from '@tabler/icons-react';
import { useState } from 'react';
import { useRegister, useTablet } from '../../deps.tsx';
import { ButtonTo } from '../../parts/links.tsx';
import { Screen } from '../../parts/screen.tsx';
import { useNow } from '../../parts/use-now.ts';
import { useSaving } from '../../parts/use-saving.tsx';
import { Dock } from '../../ui/dock.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Head } from '../../ui/head.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Rows } from '../../ui/rows.tsx';
import { readBoard, type Watched } from './board.ts';
import { BoardRow } from './board-row.tsx';
import { byTime } from './watch.ts';

/** Theo dõi 30 phút: who may leave stands first, then who may leave next. */
export function Page() {
  const tablet = useTablet();
  const now = useNow(1000);
  const today = dayOf(now);
  const rows = useRegister((register) => readBoard(register, today), [today]);
  const [released, setReleased] = useState('');
  const { save, failure } = useSaving();

  async function letGo(row: Watched) {
    const isSaved = await save(() =>
      tablet.record('observation-recorded', row.person, {
        dose: row.dose,
        endedAt: toInstant(tablet.now()),
        outcome: row.reactions.length > 0 ? 'reaction' : 'well',
        note: null,
      }),
    );
    if (isSaved) setReleased(row.fullName);
  }

  const { due, watched } = byTime(rows ?? [], now);
  return (
    <Screen
      dock={
        <Dock>
          <ButtonTo look="main" to="/scan" icon={<Icon of={IconQrcode} size="large" />}>
            <Trans>Quét mã</Trans>
          </ButtonTo>
        </Dock>
      }
    >
      <Head
        title={<Trans>Theo dõi 30 phút</Trans>}
        sub={rows && <span>{boardWords(due.length, watched.length)}</span>}
        back={
          <ButtonTo look="icon" to="/" aria-label={t`Về danh sách hôm nay`}>
            <Icon of={IconChevronLeft} />
          </ButtonTo>
        }
      />
      <p role="status" className={released ? 'part soft' : 'vh'}>
        {released && <Trans>Đã cho về: {released}.</Trans>}
      </p>
      {failure}
      {rows?.length === 0 && (
        <Empty title={<Trans>Không có ai đang theo dõi</Trans>}>
          <Trans>Người vừa tiêm trên máy này hoặc máy cùng cơ sở hiện ở đây trong 30 phút.</Trans>
        </Empty>
      )}
      <Group title={t`Đủ 30 phút`} rows={due} now={now} onDone={letGo} />
      <Group title={t`Đang theo dõi`} rows={watched} now={now} onDone={letGo} />
    </Screen>
  );
}

function boardWords(due: number, watched: number) {
  const here = due + watched;
  return (
    <>
      <Plural value={here} other="# người tại chỗ" />
      {due > 0 && <> · {plural(due, { other: '# người đã đủ giờ' })}</>}
    </>
  );
}

function Group({
  title,
  rows,
  now,
  onDone,
}: {
  title: string;
  rows: readonly Watched[];
  now: number;
  onDone: (row: Watched) => Promise<void>;
}) {
  if (rows.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2 className="group-title">{title}</h2>
      <Rows>
        {rows.map((row) => (
          <BoardRow key={row.dose} row={row} now={now} onDone={(each) => void onDone(each)} />
        ))}
      </Rows>
    </section>
  );
}
