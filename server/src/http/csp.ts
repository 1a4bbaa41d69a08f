import type { FastifyReply } from 'fastify';

export const CSP_REPORTS = '/api/csp-reports';

/** [A24] For every document of the office; the app's own policy is client/src/app/script-policy.ts. */
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

/** [A24] An answer of the API is no document: nothing in it is ever loaded, framed or run. */
const DATA_CSP = "default-src 'none';frame-ancestors 'none'";
/** What helmet says of documents; a tablet in the field pays for each byte. */
const ABOUT_DOCUMENTS = [
  'cross-origin-opener-policy',
  'origin-agent-cluster',
  'referrer-policy',
  'x-dns-prefetch-control',
  'x-download-options',
  'x-frame-options',
  'x-permitted-cross-domain-policies',
  'x-xss-protection',
];

export function guardData(reply: FastifyReply): void {
  for (const header of ABOUT_DOCUMENTS) void reply.removeHeader(header);
  void reply.headers({ 'cache-control': 'no-store', 'content-security-policy': DATA_CSP });
}

/** The description of the API is somebody else's page, which writes its own markup. */
export const DOCS_CSP =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
