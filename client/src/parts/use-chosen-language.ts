import { useLingui } from '@lingui/react';

/**
 * Draws a whole screen again when another language is chosen on it: what is said by `t` outside of a
 * component's own hook does not ask by itself.
 */
export function useChosenLanguage(): void {
  useLingui();
}
