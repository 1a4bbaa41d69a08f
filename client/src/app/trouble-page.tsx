import { Trans } from '@lingui/react/macro';
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { StorageTrouble } from '../data/storage-trouble.ts';
import { troubleCode } from './trouble-code.ts';

/** A bug reached the top: what is safe, a code to tell, a way on. Never the error's own words. */
export function TroublePage({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const code = troubleCode(error);
  const isFull = error instanceof StorageTrouble && error.kind === 'full';
  function retry() {
    reset();
    void router.invalidate();
  }
  return (
    <main className="empty" role="alert">
      <h1>{isFull ? <Trans>Bộ nhớ máy đã đầy.</Trans> : <Trans>Có lỗi (mã {code}).</Trans>}</h1>
      <p>
        {isFull ? (
          <Trans>
            Dữ liệu đã lưu không bị mất. Xóa bớt ảnh và ứng dụng trên máy rồi thử lại. Chưa tiêm
            trên máy này.
          </Trans>
        ) : (
          <Trans>Dữ liệu đã lưu không bị mất. Thử lại.</Trans>
        )}
      </p>
      <div className="btn-group">
        <button type="button" className="btn btn-solid" onClick={retry}>
          <Trans>Thử lại</Trans>
        </button>
        <Link to="/" className="btn">
          <Trans>Về trang chính</Trans>
        </Link>
      </div>
    </main>
  );
}
