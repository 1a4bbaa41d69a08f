import type { FastifyRequest } from 'fastify';
import * as z from 'zod';
import { CSP, CSP_REPORTS } from './csp.ts';
import type { DoorDeps } from './deps.ts';
import type { Door } from './door.ts';

const Report = z.object({
  'csp-report': z.object({
    'effective-directive': z.string().optional(),
    'violated-directive': z.string().optional(),
    'blocked-uri': z.string().optional(),
  }),
});

const DIRECTIVES = [
  ...Object.keys(CSP).map((name) => name.replace(/[A-Z]/g, (sign) => `-${sign.toLowerCase()}`)),
  'script-src-elem',
  'script-src-attr',
  'style-src-elem',
  'style-src-attr',
];
const MAX_A_MINUTE = 60;
const BLOCKED = ['inline', 'eval', 'wasm-eval', 'self', 'data', 'blob'];

/**
 * What a browser refused to run. Anybody may write here, and addresses and samples in it may hold
 * personal data: the log learns the rule's name and the kind of what was refused, out of our lists.
 */
export function cspReportRoute(app: Door, { clock }: DoorDeps): void {
  let minute = 0;
  let told = 0;
  app.addContentTypeParser(
    'application/csp-report',
    { parseAs: 'string' },
    (_request, body, done) => done(null, body),
  );
  app.post(
    CSP_REPORTS,
    {
      bodyLimit: 16 * 1024,
      schema: { hide: true, response: { 204: z.null() } },
    },
    async (request, reply) => {
      const now = Math.floor(clock.now() / 60_000);
      told = now === minute ? told + 1 : 1;
      minute = now;
      // Nobody has to sign in here: the log must not be filled from outside.
      if (told <= MAX_A_MINUTE) {
        request.log.warn(toldBy(request), 'a browser refused to run something');
      }
      return reply.code(204).send(null);
    },
  );
}

function toldBy({ body }: FastifyRequest): { directive: string; blocked: string } {
  const read = Report.safeParse(typeof body === 'string' ? parse(body) : body);
  const report = read.success ? read.data['csp-report'] : {};
  const said = report['effective-directive'] ?? report['violated-directive']?.split(' ')[0] ?? '';
  const blocked = report['blocked-uri'] ?? '';
  return {
    directive: DIRECTIVES.includes(said) ? said : 'other',
    blocked: BLOCKED.find((kind) => blocked === kind) ?? (blocked === '' ? 'none' : 'address'),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
