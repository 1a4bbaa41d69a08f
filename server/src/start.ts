import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeEnrolment } from './access/enrol.ts';
import { buildClient } from './build-client.ts';
import { machine } from './cli/machine.ts';
import type { Config } from './config.ts';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './demo/demo-accounts.ts';
import { demoCards, fillDemo } from './demo/fill-demo.ts';
import { SITE } from './demo/place.ts';
import { demoCardRoutes } from './http/demo-cards.ts';
import type { AppDeps } from './http/deps.ts';
import type { Office } from './open-office.ts';
import { runOffice } from './run-office.ts';
import type { Store } from './store/store.ts';

// `pnpm start`: the embedded office with a synthetic commune, for trying it out. A data folder that
// already holds an office is left as it is.

const say = (line: string) => process.stdout.write(`${line}\n`);

type Demo = { seed: number; size: number };

/** Which demonstration this data folder holds; null for an office of real people. */
function readDemo({ dataDir }: Config): Demo | null {
  const file = join(dataDir, 'demo.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Demo) : null;
}

async function prepareDemo(config: Config, store: Store): Promise<AppDeps['more']> {
  if (config.demo !== null && readDemo(config) === null) {
    say('Đang tạo xã dùng thử (making the demonstration commune)…');
    const filled = await fillDemo(store, machine, config.demo);
    if (filled !== null)
      writeFileSync(join(config.dataDir, 'demo.json'), JSON.stringify(config.demo));
  }
  const demo = readDemo(config);
  return demo === null ? [] : [demoCardRoutes(demoCards(demo))];
}

async function tell(office: Office, config: Config): Promise<void> {
  say(`\nKhớp: ${office.address}`);
  if (readDemo(config) === null) return;
  const lifeMs = 7 * 24 * 3_600_000;
  const enrolment = await makeEnrolment(office.store, { site: SITE.id, by: 'start', lifeMs });
  say('\nDùng thử, dữ liệu giả lập (demonstration, synthetic data):');
  for (const { user, fullName, role } of DEMO_ACCOUNTS) {
    say(`  ${user.padEnd(10)} ${DEMO_PASSWORD}   ${fullName} (${role})`);
  }
  if (enrolment !== null) say(`Mã đăng ký máy (code for a new tablet): ${enrolment.code}`);
  say(`Thẻ để quét (cards to scan):  ${office.address}/demo/cards`);
  say(`Bàn đối sánh (commune desk):  ${office.address}/desk`);
}

await runOffice(
  { KHOP_LOG: 'warn', ...process.env },
  {
    before: () => buildClient(say),
    prepare: (config) => (store) => prepareDemo(config, store),
    opened: tell,
  },
);
