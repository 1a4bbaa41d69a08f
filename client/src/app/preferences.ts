import * as z from 'zod/mini';

/**
 * How this device shows things. Nothing here is about a person, so it may lie in localStorage and
 * be read before anybody unlocks. `auto` follows the device.
 */
export const Preferences = z.object({
  theme: z.catch(z.enum(['auto', 'light', 'dark']), 'auto'),
  contrast: z.catch(z.enum(['auto', 'normal', 'outdoor']), 'auto'),
  language: z.catch(z.enum(['vi', 'en']), 'vi'),
});
export type Preferences = z.infer<typeof Preferences>;
export type Language = Preferences['language'];

const KEY = 'khop.preferences';

type Shelf = Pick<Storage, 'getItem' | 'setItem'>;

/** The part of `<html>` that carries the look. */
export type Root = { dataset: DOMStringMap; lang: string };

export function readPreferences(shelf: Shelf): Preferences {
  try {
    return z.parse(Preferences, Object(JSON.parse(shelf.getItem(KEY) ?? '{}')));
  } catch {
    return z.parse(Preferences, {});
  }
}

export function savePreferences(shelf: Shelf, preferences: Preferences): void {
  try {
    shelf.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // A full or forbidden storage costs the choice at the next start, nothing else.
  }
}

/** `asksForContrast`: what the device says about `prefers-contrast: more`; dark wins over it. */
export function showPreferences(
  root: Root,
  preferences: Preferences,
  asksForContrast: boolean,
): void {
  const { theme, contrast, language } = preferences;
  const asked = asksForContrast && theme !== 'dark' ? 'outdoor' : 'normal';
  root.dataset.theme = theme;
  root.dataset.contrast = contrast === 'auto' ? asked : contrast;
  root.lang = language;
}
