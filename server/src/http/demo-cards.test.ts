import helmet from '@fastify/helmet';
import fastify from 'fastify';
import { expect, test } from 'vitest';
import { demoCards } from '../demo/fill-demo.ts';
import { demoCardRoutes } from './demo-cards.ts';
import { demandPolicies } from './policy.ts';

test('the sheet is served under a strict CSP, its style from its own address', async () => {
  const app = fastify();
  demandPolicies(app, {});
  await app.register(helmet);
  demoCardRoutes(demoCards({ seed: 1, size: 1000 }))(app);
  const page = await app.inject('/demo/cards');
  expect(page.statusCode).toBe(200);
  expect(page.headers['content-security-policy']).toContain("default-src 'self'");
  expect(page.body).toContain('DỮ LIỆU GIẢ LẬP');
  const href = /<link rel="stylesheet" href="([^"]+)"/.exec(page.body)?.[1] ?? '';
  const style = await app.inject(href);
  expect(style.headers['content-type']).toContain('text/css');
  await app.close();
});
