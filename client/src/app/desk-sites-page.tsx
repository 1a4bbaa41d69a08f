import { SitesPage } from '../features/desk-admin/sites-page.tsx';
import { DeskFrame } from '../features/desk-checks/desk-frame.tsx';

export function Page() {
  return (
    <DeskFrame>
      <SitesPage />
    </DeskFrame>
  );
}
