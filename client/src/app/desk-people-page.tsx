import { PeoplePage } from '../features/desk-admin/people-page.tsx';
import { DeskFrame } from '../features/desk-checks/desk-frame.tsx';

export function Page() {
  return (
    <DeskFrame>
      <PeoplePage />
    </DeskFrame>
  );
}
