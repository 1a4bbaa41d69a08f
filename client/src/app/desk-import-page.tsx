import { ImportPage } from '../features/desk-admin/import-page.tsx';
import { DeskFrame } from '../features/desk-checks/desk-frame.tsx';

export function Page() {
  return (
    <DeskFrame>
      <ImportPage />
    </DeskFrame>
  );
}
