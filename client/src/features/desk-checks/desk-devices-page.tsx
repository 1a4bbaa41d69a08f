import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { formatMoment } from '../../app/format.ts';
import { PreferencesForm } from '../../app/preferences-form.tsx';
import { useDesk } from '../../desk.tsx';
import { entryProblemWords } from '../../parts/entry-problem-words.ts';
import { Head } from '../../ui/head.tsx';
import { Part } from '../../ui/part.tsx';
import { Table, TableRow } from '../../ui/table.tsx';
import { DeskFrame } from './desk-frame.tsx';
import { Devices } from './devices-part.tsx';
import { Enrolment } from './enrolment.tsx';
import { NotAsked } from './not-asked.tsx';

/** Tablets of the scopes: entries the office could not use, and codes for new tablets. */
export function Page() {
  return (
    <DeskFrame>
      <main className="desk-person">
        <Head title={<Trans>Máy</Trans>} />
        <Enrolment />
        <Devices />
        <Quarantine />
        <PreferencesForm />
      </main>
    </DeskFrame>
  );
}

function Quarantine() {
  const desk = useDesk();
  const held = useQuery({
    queryKey: ['quarantine'],
    queryFn: ({ signal }) => desk.quarantine(signal),
    staleTime: 30_000,
  });
  const rows = held.data?.rows ?? [];
  return (
    <Part
      title={t`Lượt ghi cần người xem`}
      note={<Trans>Trung tâm giữ đủ, không lượt nào bị mất.</Trans>}
    >
      {held.isError && <NotAsked onRetry={() => void held.refetch()} />}
      {held.data && rows.length === 0 && (
        <p className="soft">
          <Trans>Không có lượt nào.</Trans>
        </p>
      )}
      {rows.length > 0 && (
        <Table
          caption={t`Lượt ghi cần người xem`}
          columns={[
            { key: 'device', title: t`Máy` },
            { key: 'seq', title: t`Lượt số`, num: true },
            { key: 'why', title: t`Vì sao` },
            { key: 'at', title: t`Nhận lúc` },
            { key: 'state', title: t`Tình trạng` },
          ]}
        >
          {rows.map((row) => (
            <TableRow key={`${row.journal}:${row.seq}`}>
              <td>{row.device}</td>
              <td className="num">{row.seq}</td>
              <td>{entryProblemWords(row.problem).why}</td>
              <td>{formatMoment(row.receivedAt)}</td>
              <td>{row.mended ? t`đã có bản thay` : t`chờ máy sửa`}</td>
            </TableRow>
          ))}
        </Table>
      )}
    </Part>
  );
}
