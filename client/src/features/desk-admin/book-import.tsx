import type { ImportReport } from '@khop/shared/protocol/desk-admin';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ProofGivenUp } from '../../desk-door.ts';
import { Button } from '../../ui/button.tsx';
import { Part } from '../../ui/part.tsx';
import { ImportPreview } from './import-preview.tsx';
import { Said } from './said.tsx';

type Looked = { name: string; book: Uint8Array; report: ImportReport };

/** A workbook is looked at first, then taken as a whole. */
export function BookImport({
  template,
  templateName,
  onSend,
}: {
  /** Where the empty workbook is. */
  template: string;
  templateName: string;
  onSend: (book: Uint8Array, dry: boolean) => Promise<ImportReport>;
}) {
  const queries = useQueryClient();
  const picker = useRef<HTMLInputElement>(null);
  const [looked, setLooked] = useState<Looked | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [hasFailed, setFailed] = useState(false);

  async function send(name: string, book: Uint8Array, dry: boolean) {
    setBusy(true);
    setFailed(false);
    try {
      setLooked({ name, book, report: await onSend(book, dry) });
      if (!dry) await queries.invalidateQueries({ queryKey: ['admin'] });
    } catch (error) {
      setFailed(!(error instanceof ProofGivenUp));
    } finally {
      setBusy(false);
      // The same file may be chosen again, mended.
      if (picker.current) picker.current.value = '';
    }
  }

  return (
    <>
      <Part
        title={t`Chọn tệp`}
        note={<Trans>Xem trước thay đổi, chưa ghi gì. Có lỗi thì không nhận dòng nào.</Trans>}
      >
        <Said said={hasFailed ? 'not-asked' : null} />
        <input
          ref={picker}
          id="admin-book"
          type="file"
          className="vh"
          tabIndex={-1}
          aria-label={t`Tệp Excel`}
          accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file === undefined) return;
            void file.arrayBuffer().then((bytes) => send(file.name, new Uint8Array(bytes), true));
          }}
        />
        <div className="btn-group">
          <Button look="solid" disabled={isBusy} onClick={() => picker.current?.click()}>
            {isBusy ? <Trans>Đang đọc tệp</Trans> : <Trans>Chọn tệp Excel</Trans>}
          </Button>
          <a className="btn btn-quiet" href={template} download={templateName}>
            <Trans>Tải tệp mẫu</Trans>
          </a>
        </div>
      </Part>
      {looked && (
        <ImportPreview
          name={looked.name}
          report={looked.report}
          isBusy={isBusy}
          onApply={() => void send(looked.name, looked.book, false)}
        />
      )}
    </>
  );
}
