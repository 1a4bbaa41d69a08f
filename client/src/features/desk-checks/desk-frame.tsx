import './desk-checks.css';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { IconLogout } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useLive } from '../../deps.tsx';
import { useDesk } from '../../desk.tsx';
import { ButtonTo } from '../../parts/links.tsx';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Icon } from '../../ui/icon.tsx';
import { RecoveryBar } from './recovery-bar.tsx';
import { SignIn } from './sign-in.tsx';

/** The desk's head, and its door: without a session there is nothing but signing in. */
export function DeskFrame({
  children,
  forAll = false,
}: {
  children: ReactNode;
  /** Also for a vaccinator, who finds nothing else here. */
  forAll?: boolean;
}) {
  const desk = useDesk();
  const queries = useQueryClient();
  const grant = useLive(desk.grant);
  if (grant === null) return <SignIn />;

  async function leave() {
    // The next person at this machine sees nothing of what the last one read.
    queries.clear();
    await desk.signOut();
  }
  return (
    <div className="desk">
      <header className="desk-top">
        <p className="desk-word">Khớp</p>
        <nav aria-label={t`Bàn đối sánh`}>
          <Link to="/desk" activeOptions={{ exact: true, includeSearch: false }}>
            <Trans>Đối sánh</Trans>
          </Link>
          <Link to="/desk/held">
            <Trans>Chờ duyệt</Trans>
          </Link>
          <Link to="/desk/devices">
            <Trans>Máy</Trans>
          </Link>
          <Link to="/desk/rescue">
            <Trans>Nhận hộ</Trans>
          </Link>
          {grant.role === 'administrator' && (
            <Link to="/desk/people">
              <Trans>Nhân sự</Trans>
            </Link>
          )}
          {grant.role === 'administrator' && (
            <Link to="/desk/sites">
              <Trans>Cơ sở</Trans>
            </Link>
          )}
          {grant.role === 'administrator' && (
            <Link to="/desk/units">
              <Trans>Đơn vị</Trans>
            </Link>
          )}
          {grant.role === 'administrator' && (
            <Link to="/desk/import">
              <Trans>Nhập Excel</Trans>
            </Link>
          )}
        </nav>
        <p className="desk-user">
          {grant.site && <>{grant.site.name} · </>}
          <Link to="/desk/account">
            <b>{grant.fullName}</b>
          </Link>
        </p>
        <Button look="quiet" icon={<Icon of={IconLogout} />} onClick={() => void leave()}>
          <Trans>Thoát</Trans>
        </Button>
      </header>
      {grant.role !== 'vaccinator' && <RecoveryBar />}
      {grant.role === 'vaccinator' && !forAll ? <NotTheirs /> : children}
    </div>
  );
}

/** The office would refuse every question: the vaccinator's work is on the tablet. */
function NotTheirs() {
  return (
    <main>
      <Empty
        heading="h1"
        title={<Trans>Tài khoản này không dùng bàn đối sánh</Trans>}
        acts={
          <ButtonTo to="/">
            <Trans>Mở máy tính bảng</Trans>
          </ButtonTo>
        }
      >
        <Trans>Người tiêm sửa thông tin sai ngay trên máy tính bảng, mục Việc cần sửa.</Trans>
      </Empty>
    </main>
  );
}
