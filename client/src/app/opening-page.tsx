import { Trans } from '@lingui/react/macro';

/** While the databases or a screen's file are on their way. */
export function OpeningPage() {
  return (
    <main className="empty">
      <p role="status" className="soft">
        <Trans>Đang mở Khớp</Trans>
      </p>
    </main>
  );
}
