import { Trans } from '@lingui/react/macro';
import { IconDownload } from '@tabler/icons-react';
import { createContext, use, useSyncExternalStore } from 'react';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import type { Install } from './install.ts';

export const InstallContext = createContext<Install | undefined>(undefined);

/** Offers to put the app on the device, where the browser can and has not yet. For home and status. */
export function InstallOffer() {
  const install = use(InstallContext);
  return install ? <Offer install={install} /> : null;
}

function Offer({ install }: { install: Install }) {
  const isOffered = useSyncExternalStore(install.subscribe, install.get);
  if (!isOffered) return null;
  return (
    <Button icon={<Icon of={IconDownload} />} onClick={() => void install.ask()}>
      <Trans>Cài Khớp lên máy</Trans>
    </Button>
  );
}
