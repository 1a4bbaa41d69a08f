import './session.css';
import { Trans, useLingui } from '@lingui/react/macro';
import { IconChevronLeft } from '@tabler/icons-react';
import { Navigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useLive, useRegister, useTablet } from '../../deps.tsx';
import { ButtonTo } from '../../parts/links.tsx';
import { Screen } from '../../parts/screen.tsx';
import { sessionName } from '../../parts/session-words.ts';
import { Empty } from '../../ui/empty.tsx';
import { Head } from '../../ui/head.tsx';
import { Icon } from '../../ui/icon.tsx';
import { CloseForm } from './close-form.tsx';
import { SessionReport } from './session-report.tsx';

/** End of session: the balance, the difference named; then the report, provisional until confirmed. */
export function Page() {
  const { t } = useLingui();
  const tablet = useTablet();
  const current = useLive(tablet.session);
  // The tablet lets go of a closed session; its report stays on this screen.
  const [id] = useState(current?.id ?? null);
  const session = useRegister(
    (register) => (id === null ? Promise.resolve(null) : register.session(id)),
    [id],
  );
  const balance = useRegister(
    (register) => (id === null ? Promise.resolve([]) : register.balance(id)),
    [id],
  );
  if (id === null) return <Navigate to="/session" replace />;
  return (
    <Screen>
      <Head
        title={session?.closed ? t`Buổi tiêm đã kết thúc` : t`Kết thúc buổi tiêm`}
        sub={session && sessionName(session)}
        back={
          <ButtonTo look="icon" to="/" aria-label={t`Về danh sách hôm nay`}>
            <Icon of={IconChevronLeft} />
          </ButtonTo>
        }
      />
      {session === null && <Empty title={<Trans>Không thấy buổi tiêm này trên máy</Trans>} />}
      {session &&
        balance &&
        (session.closed === null ? (
          <CloseForm session={session} given={balance} />
        ) : (
          <SessionReport session={session} given={balance} />
        ))}
    </Screen>
  );
}
