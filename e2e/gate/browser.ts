import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Count, ensureChromium, run } from './step.ts';

type Report = { stats: { expected: number; unexpected: number; flaky: number; skipped: number } };

/** Playwright's journeys in real Chromium. A flaky test counts as failed. */
export async function browser(args: string[] = []): Promise<Count> {
  console.log('\n── journeys in a real browser');
  if (!(await ensureChromium())) return { passed: 0, failed: 1, skipped: 0 };
  const folder = mkdtempSync(join(tmpdir(), 'khop-journeys-'));
  const file = join(folder, 'report.json');
  const command = [
    'playwright',
    'test',
    '-c',
    'e2e/journeys/playwright.config.ts',
    '--reporter=list,json',
  ];
  const code = await run([...command, ...args], { PLAYWRIGHT_JSON_OUTPUT_FILE: file });
  try {
    const { stats } = JSON.parse(readFileSync(file, 'utf8')) as Report;
    const failed = stats.unexpected + stats.flaky;
    return {
      passed: stats.expected,
      failed: failed || (code === 0 ? 0 : 1),
      skipped: stats.skipped,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
