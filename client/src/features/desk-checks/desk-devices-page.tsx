import { Trans } from '@lingui/react/macro';
import { PreferencesForm } from '../../app/preferences-form.tsx';
import { useChosenLanguage } from '../../parts/use-chosen-language.ts';
import { Head } from '../../ui/head.tsx';
import { DeskFrame } from './desk-frame.tsx';
import { Devices } from './devices-part.tsx';
import { Enrolment } from './enrolment.tsx';
import { Quarantine } from './quarantine-part.tsx';

/** Tablets of the scopes: entries the office could not use, and codes for new tablets. */
export function Page() {
  useChosenLanguage();
  return (
    <DeskFrame>
      <main className="desk-person">
        <Head title={<Trans>Máy</Trans>} />
        <Enrolment />
        <Devices />
        <Quarantine />
        <PreferencesForm />
      </main>
    </DeskFrame>
  );
}
