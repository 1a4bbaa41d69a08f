import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { RouterProvider } from '@tanstack/react-router';
import type { Tablet } from '../tablet.ts';
import type { Updates } from '../update.ts';
import type { Install } from './install.ts';
import { InstallContext } from './install-offer.tsx';
import { TabletOpening } from './open-tablet.tsx';
import { router } from './routes.tsx';
import { PreferencesProvider } from './use-preferences.tsx';
import { UpdatesContext } from './use-updates.tsx';

export function App({
  openTablet,
  updates,
  install,
}: {
  openTablet: () => Promise<Tablet>;
  updates: Updates;
  install: Install;
}) {
  return (
    <I18nProvider i18n={i18n}>
      <PreferencesProvider>
        <UpdatesContext value={updates}>
          <InstallContext value={install}>
            <TabletOpening value={openTablet}>
              <RouterProvider router={router} />
            </TabletOpening>
          </InstallContext>
        </UpdatesContext>
      </PreferencesProvider>
    </I18nProvider>
  );
}
