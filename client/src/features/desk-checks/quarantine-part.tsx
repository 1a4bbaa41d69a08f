import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { formatMoment } from '../../app/format.ts';
import { useDesk } from '../../desk.tsx';
import { entryProblemWords } from '../../parts/entry-problem-words.ts';
import { Part } from '../../ui/part.tsx';
import { Rows } from '../../ui/rows.tsx';
import { Table, TableRow } from '../../ui/table.tsx';
import { LateGroup } from './late-group.tsx';
import { groupLate, type QuarantineRow } from './late-groups.ts';
import { NotAsked } from './not-asked.tsx';

/** Entries the office holds and could not use, and those somebody of the site decides about. */
export function Quarantine() {
  const desk = useDesk();
  const held = useQuery({
    queryKey: ['quarantine'],
    queryFn: ({ signal }) => desk.quarantine(signal),
    staleTime: 30_000,
  });
  const rows = held.data?.rows ?? [];
  return (
    <>
      <Late rows={rows} />
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
            stacks
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
                <td className="num" data-label={t`Lượt số`}>
                  {row.seq}
                </td>
                <td>{entryProblemWords(row.problem).why}</td>
                <td data-label={t`Nhận lúc`}>{formatMoment(row.receivedAt)}</td>
                <td>{stateWords(row)}</td>
              </TableRow>
            ))}
          </Table>
        )}
      </Part>
    </>
  );
}

function stateWords({ mended, late }: QuarantineRow): string {
  if (mended) return t`đã có bản thay`;
  if (late === null) return t`chờ máy sửa`;
  return late.rejected ? t`không nhận, trung tâm vẫn giữ` : t`chờ người của cơ sở duyệt`;
}

function Late({ rows }: { rows: readonly QuarantineRow[] }) {
  const groups = groupLate(rows);
  if (groups.length === 0) return null;
  return (
    <Part
      title={t`Ghi sau khi máy bị thu hồi`}
      note={<Trans>Chưa tính vào hồ sơ nào. Hỏi người ghi rồi quyết định.</Trans>}
    >
      <Rows aria-label={t`Ghi sau khi máy bị thu hồi`}>
        {groups.map((group) => (
          <LateGroup key={`${group.journal}:${group.operator}:${group.rejected}`} group={group} />
        ))}
      </Rows>
    </Part>
  );
}
