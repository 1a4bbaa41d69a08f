import { expect, test } from 'vitest';
import { fuzzOffice } from './fuzz-office.ts';

test('[A25] of 5,000 requests made from the routes’ own schemas none is a bug, echoed or unheard', async () => {
  const { problems, requests, routes, statuses } = await fuzzOffice(5000, 20_261_122);
  expect(problems).toEqual([]);
  expect(requests).toBeGreaterThanOrEqual(5000);
  expect(routes).toBeGreaterThan(10);
  // A fuzz that is turned away at the door tests the door alone.
  expect(statuses[200] ?? 0).toBeGreaterThan(400);
  expect(statuses[400] ?? 0).toBeGreaterThan(400);
}, 600_000);
