import { parseArgs } from 'node:util';
import { runDrill } from './run-drill.ts';

// node e2e/faults/restore-drill.ts [--records N] [--seed S]: one JSON line for each drill. Ends with 0
// when the real restores lost and doubled nothing and the control lost visibly: a drill whose control
// passes proves nothing.

const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
  },
});
const asked = {
  seed: Number(values.seed),
  records: Number(values.records),
  before: 300,
  lost: 100,
};
const control = { ...asked, records: 0, copied: 0, restore: 'naive' } as const;

const drills = [
  { ...asked, records: 0, copied: 0, added: 10, restore: 'real' },
  { ...asked, copied: 50, added: 150, restore: 'real' },
  { ...control, added: 150 },
  // Told for honesty: while the office is still shorter than what it once said, it is found out.
  { ...control, added: 10 },
] as const;

let isGood = true;
for (const [nth, drill] of drills.entries()) {
  const report = await runDrill(drill);
  console.log(JSON.stringify(report));
  const isWhole = report.there === report.saved && report.broken.length === 0;
  if (drill.restore === 'real' && !isWhole) isGood = false;
  if (nth === 2 && isWhole) isGood = false;
}
process.exit(isGood ? 0 : 1);
