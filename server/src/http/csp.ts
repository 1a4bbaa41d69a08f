export const CSP_REPORTS = '/api/csp-reports';

/** [A24] For every answer of the office; the app's own policy is client/src/app/script-policy.ts. */
export const CSP = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
  styleSrc: ["'self'"],
  workerSrc: ["'self'"],
  imgSrc: ["'self'", 'blob:', 'data:'],
  connectSrc: ["'self'"],
  fontSrc: ["'self'"],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  requireTrustedTypesFor: ["'script'"],
  trustedTypes: ['default'],
  reportUri: [CSP_REPORTS],
  // The office itself may stand behind a proxy or on localhost: it cannot know whether TLS is near.
  upgradeInsecureRequests: null,
};

/** The description of the API is somebody else's page, which writes its own markup. */
export const DOCS_CSP =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
