import { browser } from './browser.ts';
import { checks } from './checks.ts';
import { close, run, step, sum } from './step.ts';
import { units } from './units.ts';

// The whole gate, in the order in which a fault is cheapest to find.
const counts = await checks();
counts.push(await units());
counts.push(
  await step('build of the client', () =>
    run(['npx', '--yes', 'pnpm@12', '--filter', '@khop/client', 'build']),
  ),
);
counts.push(await step('size budgets', () => run(['node', 'e2e/size/check.ts'])));
counts.push(await browser());
process.exitCode = close(sum(counts));
