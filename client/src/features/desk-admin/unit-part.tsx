import type { UnitKey } from '@khop/shared/entry';
import type { AdminUnitRow } from '@khop/shared/protocol/desk-admin';
import { dayOf } from '@khop/shared/time';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useDesk } from '../../desk.tsx';
import { Part } from '../../ui/part.tsx';
import { Rows } from '../../ui/rows.tsx';
import { HamletsPart } from './hamlets-part.tsx';
import { Said } from './said.tsx';
import { UnitRow } from './unit-row.tsx';
import { unitNotes } from './unit-words.ts';

/** One unit: where it lies, from when until when, what it was made of and what it became. */
export function UnitPart({ unit, onOpen }: { unit: UnitKey; onOpen: (row: AdminUnitRow) => void }) {
  const { admin, now } = useDesk();
  const read = useQuery({
    queryKey: ['admin', 'unit', unit.edition, unit.code],
    queryFn: ({ signal }) => admin.unitStory(unit, signal),
  });
  const story = read.data;
  if (story === undefined) {
    return (
      <div className="part">
        <Said said={read.isError ? 'not-asked' : null} />
      </div>
    );
  }
  const { madeOf, became, hamlets } = story;
  const { level, validTo } = story.unit;
  const isOver = validTo !== null && validTo < dayOf(now());
  return (
    <>
      <p className="part sub dots">
        {unitNotes(story.unit).map((note) => (
          <span key={note}>{note}</span>
        ))}
      </p>
      {became.length > 0 && (
        <Part
          title={became.length === 1 ? t`Nay thuộc` : t`Đã chia vào`}
          note={<Trans>Hồ sơ giữ mã lúc ghi; ai phụ trách đơn vị mới vẫn thấy.</Trans>}
        >
          <Units rows={became} label={t`Đơn vị mới`} onOpen={onOpen} />
        </Part>
      )}
      {madeOf.length > 0 && (
        <Part title={t`Hình thành từ`}>
          <Units rows={madeOf} label={t`Đơn vị cũ`} onOpen={onOpen} />
        </Part>
      )}
      {level === 'commune' && <HamletsPart commune={unit} hamlets={hamlets} isOver={isOver} />}
    </>
  );
}

function Units({
  rows,
  label,
  onOpen,
}: {
  rows: readonly AdminUnitRow[];
  label: string;
  onOpen: (row: AdminUnitRow) => void;
}) {
  return (
    <Rows aria-label={label}>
      {rows.map((row) => (
        <UnitRow key={`${row.unit.edition}:${row.unit.code}`} row={row} onOpen={onOpen} />
      ))}
    </Rows>
  );
}
