import '../../styles/desk.css';
import type { DeskCheckRow } from '@khop/shared/protocol/desk';
import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { formatDuration } from '../../app/format.ts';
import type { DeskFilter } from '../../desk.tsx';
import { hintTitle } from '../../parts/hint-words.ts';
import { birthWords } from '../../parts/person-words.ts';
import { language } from '../../parts/spoken-language.ts';
import { StepPill } from '../../ui/step-pill.tsx';
import { Table, TableRow } from '../../ui/table.tsx';
import { numberWords, stateMark, stateWords } from './desk-words.ts';
import { ALL_STATES } from './filter.ts';

const ROW_PX = 57;
/** Below this all rows are in the page: a browser's own search finds them. */
const FEW = 100;

/** Above a hundred rows only those in sight, and twenty on either side, are in the page. */
export function ChecksTable({
  rows,
  at,
  filter,
  siteName,
  now,
  onNearEnd,
}: {
  rows: readonly DeskCheckRow[];
  /** The row the keys stand on. */
  at: number;
  filter: DeskFilter;
  /** Null where all rows are of one site. */
  siteName: ((site: string) => string) | null;
  now: number;
  onNearEnd: () => void;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_PX,
    overscan: rows.length <= FEW ? FEW : 20,
  });
  const items = virtual.getVirtualItems();
  const first = items[0];
  const last = items.at(-1);
  const isNearEnd = last !== undefined && last.index >= rows.length - 30;

  useEffect(() => {
    if (isNearEnd) onNearEnd();
  }, [isNearEnd, onNearEnd]);
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
  }, [at, virtual]);

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keys.
    <section className="desk-rows" ref={frame} tabIndex={0} aria-label={t`Danh sách`}>
      <Table
        caption={t`Danh sách đối sánh`}
        columns={[
          { key: 'name', title: t`Đối tượng tiêm` },
          { key: 'birth', title: t`Ngày sinh · số định danh` },
          { key: 'cause', title: t`Có thể do` },
          ...(siteName ? [{ key: 'site', title: t`Cơ sở` }] : []),
          ...(filter.state === ALL_STATES ? [{ key: 'state', title: t`Kết quả` }] : []),
          { key: 'age', title: t`Trả lời`, num: true },
        ]}
      >
        <Spacer height={first?.start ?? 0} />
        {items.map(({ index }) => {
          const row = rows[index];
          return (
            row && (
              <CheckRow
                key={row.person}
                row={row}
                isOn={index === at}
                index={index}
                filter={filter}
                site={siteName?.(row.site)}
                now={now}
              />
            )
          );
        })}
        <Spacer height={virtual.getTotalSize() - (last?.end ?? 0)} />
      </Table>
    </section>
  );
}

function Spacer({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr className="desk-spacer">
      <td colSpan={6} style={{ blockSize: height }} />
    </tr>
  );
}

function CheckRow({
  row,
  isOn,
  index,
  filter,
  site,
  now,
}: {
  row: DeskCheckRow;
  isOn: boolean;
  index: number;
  filter: DeskFilter;
  site: string | undefined;
  now: number;
}) {
  const [cause] = row.causes;
  return (
    // The head is row 1.
    <TableRow on={isOn} aria-rowindex={index + 2}>
      <td>
        <Link to="/desk/person/$id" params={{ id: row.person }} search={filter}>
          <b>{row.fullName}</b>
        </Link>
      </td>
      <td>
        {birthWords(row.birthDate)} · <span className="nowrap">{numberWords(row)}</span>
      </td>
      <td>{cause === undefined ? '' : hintTitle(cause)}</td>
      {site !== undefined && <td>{site}</td>}
      {filter.state === ALL_STATES && (
        <td>
          <StepPill bare state={stateMark(row.state)}>
            {stateWords(row.state)}
          </StepPill>
        </td>
      )}
      <td className="num">
        {row.answeredAt === null
          ? ''
          : formatDuration(now - Date.parse(row.answeredAt), language())}
      </td>
    </TableRow>
  );
}
