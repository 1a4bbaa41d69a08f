import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Count, ensureFaultTools, run } from './step.ts';

type Report = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  success: boolean;
};

/** Vitest over all rooms: unit and property tests, and the house simulation's CI subset. */
export async function units(): Promise<Count> {
  console.log('\n── unit and property tests, house simulation');
  await ensureFaultTools();
  const folder = mkdtempSync(join(tmpdir(), 'khop-units-'));
  const file = join(folder, 'report.json');
  const code = await run([
    'vitest',
    'run',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
    const failed = Math.max(report.numFailedTests, report.success && code === 0 ? 0 : 1);
    return { passed: report.numPassedTests, failed, skipped: report.numPendingTests };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
