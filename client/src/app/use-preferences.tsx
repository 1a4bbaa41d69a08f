import {
  createContext,
  type ReactNode,
  use,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import { speak } from './language.ts';
import {
  type Preferences,
  readPreferences,
  savePreferences,
  showPreferences,
} from './preferences.ts';

type Held = { preferences: Preferences; change: (part: Partial<Preferences>) => void };

const PreferencesContext = createContext<Held | undefined>(undefined);

const moreContrast = '(prefers-contrast: more)';

function onContrastChange(call: () => void): () => void {
  const query = matchMedia(moreContrast);
  query.addEventListener('change', call);
  return () => query.removeEventListener('change', call);
}

/** Shows the choices on `<html>`, keeps them on this device, loads the language. */
export function PreferencesProvider({ children }: { children: ReactNode }) {
  const [preferences, setPreferences] = useState(() => readPreferences(localStorage));
  const asksForContrast = useSyncExternalStore(
    onContrastChange,
    () => matchMedia(moreContrast).matches,
  );

  useEffect(() => {
    showPreferences(document.documentElement, preferences, asksForContrast);
    const page = getComputedStyle(document.documentElement).getPropertyValue('--k-page');
    document.querySelector('meta[name=theme-color]')?.setAttribute('content', page.trim());
  }, [preferences, asksForContrast]);

  useEffect(() => {
    // A catalog that cannot be had (offline, not yet kept) leaves the language as it is.
    speak(preferences.language).catch(() => undefined);
  }, [preferences.language]);

  const held = useMemo<Held>(
    () => ({
      preferences,
      change: (part) => {
        const next = { ...preferences, ...part };
        savePreferences(localStorage, next);
        setPreferences(next);
      },
    }),
    [preferences],
  );
  return <PreferencesContext value={held}>{children}</PreferencesContext>;
}

export function usePreferences(): Held {
  const held = use(PreferencesContext);
  if (!held) throw new Error('usePreferences stands outside of PreferencesProvider');
  return held;
}
