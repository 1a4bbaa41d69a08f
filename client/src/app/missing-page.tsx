import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';

export function MissingPage() {
  return (
    <main className="empty">
      <h1>
        <Trans>Không có trang này</Trans>
      </h1>
      <p>
        <Trans>Dữ liệu đã lưu không bị mất.</Trans>
      </p>
      <Link to="/" className="btn btn-solid">
        <Trans>Về trang chính</Trans>
      </Link>
    </main>
  );
}
