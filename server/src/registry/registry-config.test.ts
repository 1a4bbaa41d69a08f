import { expect, test } from 'vitest';
import { openRegistry, readRegistryConfig } from './registry-config.ts';

const world = {
  findCitizens: async () => [],
  hasPopulation: async () => true,
  fetch,
  clock: { now: () => 0, mono: () => 0 },
};
const gateway = {
  KHOP_REGISTRY: 'http',
  KHOP_GATEWAY_URL: 'http://lgsp.test/xacthuc',
  KHOP_GATEWAY_USER: 'u',
  KHOP_GATEWAY_SECRET: 's',
  KHOP_GATEWAY_PROCEDURE: 'G00',
  KHOP_GATEWAY_UNIT: 'H00',
  KHOP_GATEWAY_ACCOUNT: 'khop',
};

test('an office that says nothing asks its own file, marks and all', () => {
  expect(openRegistry(readRegistryConfig({}), world).name).toBe('file-strict');
  expect(openRegistry(readRegistryConfig({ KHOP_REGISTRY: '' }), world).name).toBe('file-strict');
});

test('a gateway is asked slowly unless its quota is known, and by officers with numbers only', () => {
  const config = readRegistryConfig({
    ...gateway,
    KHOP_GATEWAY_OFFICERS: 'acc-1=066190000001, acc-2=12, =066190000002',
  });
  expect(config).toMatchObject({ KHOP_CHECKS_PER_SECOND: 20, KHOP_GATEWAY_PARALLEL: 4 });
  if (config.KHOP_REGISTRY !== 'http') throw new Error('no gateway');
  expect([...config.KHOP_GATEWAY_OFFICERS]).toEqual([['acc-1', '066190000001']]);
  expect(openRegistry(config, world).name).toBe('gateway-verify');
});

test('a gateway without its secret or with a strange setting is refused at the start', () => {
  expect(() => readRegistryConfig({ ...gateway, KHOP_GATEWAY_SECRET: undefined })).toThrow();
  expect(() => readRegistryConfig({ ...gateway, KHOP_CHECKS_PER_SECOND: 'many' })).toThrow();
  expect(() => readRegistryConfig({ KHOP_REGISTRY: 'oracle' })).toThrow();
});
