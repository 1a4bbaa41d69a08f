import { browser } from './browser.ts';
import { close, run } from './step.ts';

const built = await run(['npx', '--yes', 'pnpm@12', '--filter', '@khop/client', 'build']);
process.exitCode = built === 0 ? close(await browser(process.argv.slice(2))) : 1;
