import type { DeskPerson } from '@khop/shared/protocol/desk';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Part } from '../../ui/part.tsx';
import { Say } from '../../ui/say.tsx';

/** The residence as it was recorded, and [U8] what became of it. */
export function ResidencePart({ residence }: { residence: NonNullable<DeskPerson['residence']> }) {
  const { name, state } = residence;
  const now = residence.now.join(' · ');
  return (
    <Part title={t`Nơi cư trú đã ghi`}>
      <p>{name}</p>
      {state === 'moved' && (
        <p className="soft">
          <Trans>nay là {now}</Trans>
        </p>
      )}
      {state === 'split' && (
        <Say state="warn" title={<Trans>Đơn vị này đã chia thành nhiều nơi: {now}.</Trans>}>
          <Trans>Hỏi lại nơi ở hiện nay. Đến lúc đó hồ sơ có trong danh sách của mỗi nơi.</Trans>
        </Say>
      )}
    </Part>
  );
}
