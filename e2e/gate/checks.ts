import { type Count, run, step } from './step.ts';

/** Everything that reads the code without running it. */
export async function checks(): Promise<Count[]> {
  return [
    await step('format and lint, with the walls', () => run(['biome', 'ci', '.'])),
    await step('types: shared', () => run(['tsc', '-p', 'shared'])),
    await step('types: server', () => run(['tsc', '-p', 'server'])),
    await step('types: client', () => run(['tsc', '-p', 'client'])),
    await step('types: service worker', () => run(['tsc', '-p', 'client/tsconfig.sw.json'])),
    await step('types: e2e', () => run(['tsc', '-p', 'e2e'])),
  ];
}
