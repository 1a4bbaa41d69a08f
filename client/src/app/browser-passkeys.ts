import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';
import type { Passkeys } from '../sync/desk-sign-in.ts';

type Made = Parameters<typeof startRegistration>[0]['optionsJSON'];
type Shown = Parameters<typeof startAuthentication>[0]['optionsJSON'];

/** The browser's passkeys; null where it has none. The office's library wrote the words for it. */
export function browserPasskeys(): Passkeys | null {
  if (!browserSupportsWebAuthn()) return null;
  return {
    make: async (offer) => ({ ...(await startRegistration({ optionsJSON: offer as Made })) }),
    show: async (challenge) => ({
      ...(await startAuthentication({ optionsJSON: challenge as Shown })),
    }),
  };
}
