import fastifyCompress from '@fastify/compress';
import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import { fastifySSE } from '@fastify/sse';
import fastifySwagger from '@fastify/swagger';
import fastifySwaggerUi from '@fastify/swagger-ui';
import { toHex } from '@khop/shared/ids';
import { MIN_CLIENT } from '@khop/shared/protocol/version';
import Fastify, { type FastifyInstance } from 'fastify';
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { keepLooks } from './audit/looks.ts';
import { adminRoutes } from './http/admin.ts';
import { adminUnitRoutes } from './http/admin-units.ts';
import { authenticate } from './http/authenticate.ts';
import { clientFiles } from './http/client-files.ts';
import { CSP, DOCS_CSP, guardData } from './http/csp.ts';
import { cspReportRoute } from './http/csp-reports.ts';
import type { AppDeps, DoorDeps } from './http/deps.ts';
import { deskRoutes } from './http/desk.ts';
import { deskAccountRoutes } from './http/desk-account.ts';
import { deskDeviceRoutes } from './http/desk-devices.ts';
import { deskFactorRoutes } from './http/desk-factors.ts';
import { deskHeldRoutes } from './http/desk-held.ts';
import { deskQuarantineRoutes } from './http/desk-quarantine.ts';
import { deskRecoveryRoutes } from './http/desk-recovery.ts';
import { deskSignInRoutes } from './http/desk-sign-in.ts';
import { deviceRoutes } from './http/devices.ts';
import { eventRoutes } from './http/events.ts';
import { healthRoutes } from './http/health.ts';
import { journalRoutes } from './http/journals.ts';
import { metricsRoute } from './http/metrics.ts';
import { refuseOtherOrigins } from './http/origin.ts';
import { ANYONE, demandPolicies, type PolicedRoute, policeAll } from './http/policy.ts';
import { POLICIES } from './http/policy-table.ts';
import { answerProblems, answerUnreadable, send } from './http/problems.ts';
import { scopeRoutes } from './http/scopes.ts';
import { sessionRoutes } from './http/sessions.ts';
import { siteRoutes } from './http/sites.ts';
import { tabletRoutes } from './http/tablets.ts';
import { measured } from './metrics.ts';
import { openOfficeKeys } from './store/office-keys.ts';
import { groupCommit } from './sync/commit.ts';
import { openKnownKeys } from './sync/known-keys.ts';

/** Bytes of a request that is not a push. */
const BODY_LIMIT = 64 * 1024;

export type App = FastifyInstance & { policies(): PolicedRoute[] };

/** The office's door with everything behind it, not yet listening. */
export async function buildApp(deps: AppDeps): Promise<App> {
  const { store, clock, random, log } = deps;
  const app = Fastify({
    ...(log === null ? { logger: false } : { loggerInstance: log }),
    ...(deps.tls === undefined ? {} : { https: { ...deps.tls, minVersion: 'TLSv1.2' } as never }),
    bodyLimit: BODY_LIMIT,
    trustProxy: deps.trustProxy,
    genReqId: () => toHex(random(8)),
    // Every body is rebuilt from its schema, so no key of a stranger's survives.
    onProtoPoisoning: 'ignore',
    onConstructorPoisoning: 'ignore',
    forceCloseConnections: 'idle',
    frameworkErrors: answerUnreadable,
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  const policies = demandPolicies(app as unknown as FastifyInstance, POLICIES);
  answerProblems(app as unknown as FastifyInstance, random);

  await app.register(fastifyHelmet, {
    contentSecurityPolicy: { useDefaults: false, directives: CSP },
    // Set where TLS ends: behind a proxy it is the proxy's to say.
    strictTransportSecurity: deps.tls === undefined ? false : { maxAge: 31_536_000 },
  });
  await app.register(fastifyCookie);
  await app.register(fastifyCompress, {
    encodings: ['gzip', 'identity'],
    requestEncodings: ['gzip', 'identity'],
    threshold: 1024,
    zlibOptions: { level: 4 },
  });
  await app.register(fastifySSE, { heartbeatInterval: 25_000 });
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/')) guardData(reply);
    else void reply.header('permissions-policy', 'camera=(self), geolocation=(), microphone=()');
  });
  refuseOtherOrigins(app as unknown as FastifyInstance);
  authenticate(app as unknown as FastifyInstance, store);
  await app.register(fastifySwagger, {
    openapi: { info: { title: 'Khớp', version: '1' } },
    transform: jsonSchemaTransform,
  });
  await app.register(async (docs) => {
    policeAll(docs, ANYONE);
    await docs.register(fastifySwaggerUi, { routePrefix: '/docs', staticCSP: DOCS_CSP });
  });

  const office = await openOfficeKeys(store);
  const known = openKnownKeys(store);
  const looks = keepLooks(store, clock, log);
  app.addHook('onClose', () => looks.settled());
  const committer = measured(groupCommit(store), clock);
  const { minClient = MIN_CLIENT } = deps;
  const door: DoorDeps = { store, clock, random, looks, committer, office, known, minClient };
  deviceRoutes(app, door, deps.triesPerMinute);
  sessionRoutes(app, door, deps.triesPerMinute);
  deskSignInRoutes(app, door, deps.triesPerMinute);
  deskFactorRoutes(app, door, deps.triesPerMinute);
  deskAccountRoutes(app, door, deps.triesPerMinute);
  siteRoutes(app, door);
  tabletRoutes(app, door);
  journalRoutes(app, door);
  scopeRoutes(app, door);
  eventRoutes(app, door);
  deskRoutes(app, door);
  deskQuarantineRoutes(app, door);
  deskDeviceRoutes(app, door);
  deskHeldRoutes(app, door);
  deskRecoveryRoutes(app, door);
  adminRoutes(app, door);
  adminUnitRoutes(app, door);
  healthRoutes(app, door, deps);
  metricsRoute(app, door, committer, deps);
  cspReportRoute(app, door);
  for (const add of deps.more) add(app as unknown as FastifyInstance);
  if (deps.clientDir !== null) clientFiles(app as unknown as FastifyInstance, deps.clientDir);
  app.setNotFoundHandler((_request, reply) => {
    return send(reply, 404, { code: 'not-found', detail: 'no such thing' });
  });
  await app.ready();
  return Object.assign(app as unknown as FastifyInstance, { policies });
}
