import { checks } from './checks.ts';
import { close, sum } from './step.ts';

process.exitCode = close(sum(await checks()));
