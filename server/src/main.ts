import { runOffice } from './run-office.ts';

// The office as it is deployed: no demonstration, no building. Settings are in config.ts.
await runOffice(process.env, {
  async opened({ address }) {
    process.stdout.write(`Khớp: ${address}\n`);
  },
});
