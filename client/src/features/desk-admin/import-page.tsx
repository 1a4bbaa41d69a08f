import './desk-admin.css';
import { Trans } from '@lingui/react/macro';
import { useDesk } from '../../desk.tsx';
import { Head } from '../../ui/head.tsx';
import { BookImport } from './book-import.tsx';

/** Nhập Excel: sites, people and appointments in one workbook. */
export function ImportPage() {
  const { admin } = useDesk();
  return (
    <main className="desk-person">
      <Head title={<Trans>Nhập từ Excel</Trans>} />
      <BookImport
        template="/api/admin/template"
        templateName="khop-nhan-su.xlsx"
        onSend={(book, dry) => admin.importBook(book, dry)}
      />
    </main>
  );
}
