import { DeskFrame } from '../features/desk-checks/desk-frame.tsx';
import { HeldPage } from '../features/desk-held/held-page.tsx';

export function Page() {
  return (
    <DeskFrame>
      <HeldPage />
    </DeskFrame>
  );
}
