import type { Day } from '@khop/shared/time';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useRegister } from '../../deps.tsx';
import { TabTo } from '../../parts/links.tsx';
import type { PersonRow } from '../../tablet.ts';
import { Empty } from '../../ui/empty.tsx';
import { TabButton, Tabs } from '../../ui/tabs.tsx';
import { PersonRows } from './person-rows.tsx';

type List = 'waiting' | 'vaccinated' | 'absent';

/** Chờ · Đã tiêm · Theo dõi · Vắng. The observed have a screen of their own. */
export function DayLists({ today }: { today: Day }) {
  const { t } = useLingui();
  const [list, setList] = useState<List>('waiting');
  const counts = useRegister((register) => register.dayCounts(today), [today]);
  const rows = useRegister((register) => register.day(list, today), [list, today]);
  const tab = (name: List, label: string) => (
    <TabButton
      count={counts?.[name] ?? '–'}
      label={label}
      current={list === name}
      onClick={() => setList(name)}
    />
  );
  return (
    <>
      <Tabs fit label={t`Danh sách hôm nay`}>
        {tab('waiting', t`Chờ`)}
        {tab('vaccinated', t`Đã tiêm`)}
        <TabTo to="/observe" count={counts?.observing ?? '–'} label={t`Theo dõi`} current={false} />
        {tab('absent', t`Vắng`)}
      </Tabs>
      {rows !== undefined && <DayList list={list} rows={rows} />}
    </>
  );
}

function DayList({ list, rows }: { list: List; rows: PersonRow[] }) {
  const { t } = useLingui();
  if (rows.length > 0) return <PersonRows list={list} rows={rows} />;
  switch (list) {
    case 'waiting':
      return (
        <Empty title={t`Không còn ai chờ trong danh sách hôm nay`}>
          <Trans>Người chưa có tên vẫn tiêm được: quét mã hoặc nhập tay.</Trans>
        </Empty>
      );
    case 'vaccinated':
      return <Empty title={t`Hôm nay chưa ghi mũi nào`} />;
    case 'absent':
      return <Empty title={t`Chưa ai được ghi vắng hôm nay`} />;
  }
}
