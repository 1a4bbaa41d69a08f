/** What of the browser's Trusted Types is used; TypeScript's library does not know them yet. */
export type PolicyMaker = {
  createPolicy(
    name: string,
    rules: {
      createHTML(text: string): string | null;
      createScriptURL(url: string): string | null;
    },
  ): unknown;
};

/**
 * The office's CSP lets no text become markup or code (`require-trusted-types-for 'script'`). This is
 * the one exception there is, for what the libraries must do: an element may be emptied
 * (html5-qrcode says so with empty markup), and workers may come from the app's own files.
 */
export function allowOwnWorkers(maker: PolicyMaker | undefined, origin: string): void {
  maker?.createPolicy('default', {
    // Null is refused by the browser, and reported.
    createHTML: (text) => (text === '' ? text : null),
    createScriptURL(url) {
      const { pathname, origin: from } = new URL(url, origin);
      const isOurs = from === origin && /^\/(sw\.js|assets\/[\w.-]+\.js)$/.test(pathname);
      return isOurs || import.meta.env.DEV ? url : null;
    },
  });
}
