import { DeskFrame } from '../features/desk-checks/desk-frame.tsx';
import { HandInPage } from '../features/desk-rescue/hand-in-page.tsx';

/** Vaccinators too: they may have carried the file here. */
export function Page() {
  return (
    <DeskFrame forAll>
      <HandInPage />
    </DeskFrame>
  );
}
