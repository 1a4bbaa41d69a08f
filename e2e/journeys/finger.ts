import type { Page } from '@playwright/test';

type Listed = { userName?: string; userDisplayName?: string; userHandle?: string; rpId?: string };

/** The finger of whoever holds a tablet, and what the machine's own list of passkeys says. */
export type Finger = {
  /** The machine no longer knows the finger, or knows it again. */
  isKnown(known: boolean): Promise<void>;
  listed(): Promise<Listed[]>;
};

/** Chromium's own authenticator in software: CTAP 2.1 with the user verified, with or without PRF. */
export async function addFinger(page: Page, { hasPrf = true } = {}): Promise<Finger> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      hasPrf,
    },
  });
  return {
    isKnown: async (isUserVerified) => {
      await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
    },
    listed: async () =>
      (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
  };
}
