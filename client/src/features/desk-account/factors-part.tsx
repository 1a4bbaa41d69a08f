import './desk-account.css';
import type { DeskAccount } from '@khop/shared/protocol/desk-account';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { formatMoment } from '../../app/format.ts';
import { useDesk } from '../../desk.tsx';
import { FactorSetup } from '../../parts/factor-setup.tsx';
import { RecoveryCodes } from '../../parts/recovery-codes.tsx';
import { Button } from '../../ui/button.tsx';
import { Part } from '../../ui/part.tsx';
import { Row, Rows } from '../../ui/rows.tsx';
import type { Act } from './account-page.tsx';

/** Authenticator apps and passkeys of the account, and the codes for the day they are lost. */
export function FactorsPart({ own, act }: { own: DeskAccount; act: Act }) {
  const { account } = useDesk();
  const [isAdding, setAdding] = useState(false);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const { factors, codesLeft, isFactorRequired } = own;
  const mayEnd = factors.length > 1 || !isFactorRequired;

  if (codes !== null) {
    return (
      <Part title={t`Mã dự phòng`}>
        <div className="account-form">
          <RecoveryCodes codes={codes} onSeen={() => setCodes(null)} />
        </div>
      </Part>
    );
  }
  return (
    <Part
      title={t`Bước hai`}
      note={factors.length > 0 && plural(codesLeft, { other: 'còn # mã dự phòng' })}
    >
      {factors.length > 0 && (
        <Rows aria-label={t`Bước hai`}>
          {factors.map(({ id, kind, name, since, usedAt }) => (
            <Row
              key={id}
              name={kind === 'totp' ? t`Ứng dụng xác thực` : name}
              notes={[
                t`từ ${formatMoment(since)}`,
                usedAt === null ? t`chưa dùng lần nào` : t`dùng lần cuối ${formatMoment(usedAt)}`,
              ]}
              end={
                mayEnd && (
                  <Button onClick={() => void act(() => account.endFactor(id))}>
                    <Trans>Gỡ</Trans>
                  </Button>
                )
              }
            />
          ))}
        </Rows>
      )}
      {isAdding ? (
        <div className="account-form">
          <FactorSetup
            enrolling={account.enrol}
            onAdded={(added) => {
              setAdding(false);
              setCodes(added.codes);
              void act(async () => undefined);
            }}
          />
        </div>
      ) : (
        <div className="btn-group account-acts">
          <Button onClick={() => setAdding(true)}>
            <Trans>Thêm cách xác nhận</Trans>
          </Button>
          {factors.length > 0 && (
            <Button onClick={() => void act(async () => setCodes(await account.newCodes()))}>
              <Trans>Tạo mã dự phòng mới</Trans>
            </Button>
          )}
        </div>
      )}
    </Part>
  );
}
