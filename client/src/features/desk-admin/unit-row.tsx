import type { AdminUnitRow } from '@khop/shared/protocol/desk-admin';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '../../ui/button.tsx';
import { Row } from '../../ui/rows.tsx';
import { unitNotes } from './unit-words.ts';

export function UnitRow({
  row,
  onOpen,
}: {
  row: AdminUnitRow;
  onOpen: (row: AdminUnitRow) => void;
}) {
  const { name } = row;
  const { code } = row.unit;
  return (
    <Row
      name={name}
      notes={unitNotes(row)}
      end={
        <Button onClick={() => onOpen(row)} aria-label={t`Mở ${name}, ${code}`}>
          <Trans>Mở</Trans>
        </Button>
      }
    />
  );
}
