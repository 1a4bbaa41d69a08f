import { UnitsPage } from '../features/desk-admin/units-page.tsx';
import { DeskFrame } from '../features/desk-checks/desk-frame.tsx';

export function Page() {
  return (
    <DeskFrame>
      <UnitsPage />
    </DeskFrame>
  );
}
