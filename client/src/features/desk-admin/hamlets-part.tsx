import type { UnitKey } from '@khop/shared/entry';
import type { AdminUnitRow } from '@khop/shared/protocol/desk-admin';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useDesk } from '../../desk.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Part } from '../../ui/part.tsx';
import { Row, Rows } from '../../ui/rows.tsx';
import { AddHamlet } from './add-hamlet.tsx';
import { Said } from './said.tsx';
import { validWords } from './unit-words.ts';
import { useChange } from './use-change.ts';

/** Thôn, tổ of a commune: the office's own list [U11]. */
export function HamletsPart({
  commune,
  hamlets,
  isOver,
}: {
  commune: UnitKey;
  hamlets: readonly AdminUnitRow[];
  isOver: boolean;
}) {
  const [isAdding, setAdding] = useState(false);
  const numbers = hamlets.map(({ unit }) => Number(unit.code.split('.')[1]));
  return (
    <Part title={t`Thôn, tổ dân phố`}>
      {hamlets.length === 0 && (
        <p className="soft">
          <Trans>Chưa có thôn, tổ nào. Thêm từng tên, hoặc nhập cả danh sách từ Excel.</Trans>
        </p>
      )}
      {hamlets.length > 0 && (
        <Rows aria-label={t`Thôn, tổ dân phố`}>
          {hamlets.map((hamlet) => (
            <Hamlet key={hamlet.unit.code} hamlet={hamlet} />
          ))}
        </Rows>
      )}
      {isAdding && (
        <AddHamlet
          commune={commune}
          next={Math.max(0, ...numbers) + 1}
          onDone={() => setAdding(false)}
        />
      )}
      {!isAdding && !isOver && (
        <div className="btn-group admin-acts">
          <Button icon={<Icon of={IconPlus} />} onClick={() => setAdding(true)}>
            <Trans>Thêm thôn, tổ</Trans>
          </Button>
        </div>
      )}
    </Part>
  );
}

function Hamlet({ hamlet }: { hamlet: AdminUnitRow }) {
  const { admin } = useDesk();
  const [isAsked, setAsked] = useState(false);
  const { change, said, isBusy } = useChange();
  const { name, unit, validTo } = hamlet;
  const close = () => setAsked(false);
  return (
    <Row
      name={name}
      notes={[unit.code, validWords(hamlet)]}
      end={
        validTo === null && (
          <Button look="quiet" onClick={() => setAsked(true)} aria-label={t`Kết thúc ${name}`}>
            <Trans>Kết thúc</Trans>
          </Button>
        )
      }
    >
      <Said said={said} />
      <Dialog
        open={isAsked}
        title={<Trans>Kết thúc {name}?</Trans>}
        onClose={close}
        acts={
          <>
            <Button
              look="stop"
              disabled={isBusy}
              onClick={() => {
                close();
                void change(() => admin.endHamlet(unit));
              }}
            >
              <Trans>Kết thúc từ ngày mai</Trans>
            </Button>
            <Button onClick={close}>
              <Trans>Thôi</Trans>
            </Button>
          </>
        }
      >
        <p>
          <Trans>
            Không bổ nhiệm được ai vào đây nữa. Hồ sơ đã ghi vẫn giữ nguyên. Số thứ tự này không
            dùng lại.
          </Trans>
        </p>
      </Dialog>
    </Row>
  );
}
