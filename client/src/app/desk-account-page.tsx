import { AccountPage } from '../features/desk-account/account-page.tsx';
import { DeskFrame } from '../features/desk-checks/desk-frame.tsx';

/** Vaccinators too: at the desk they find the own account and nothing else. */
export function Page() {
  return (
    <DeskFrame forAll>
      <AccountPage />
    </DeskFrame>
  );
}
