import { parseArgs } from 'node:util';
import { type DrillOptions, runDrill } from './run-drill.ts';
import { runPlantedDrill } from './run-planted-drill.ts';

// node e2e/faults/restore-drill.ts [--records N] [--seed S]: one JSON line for each drill. Ends with 0
// when the real restores lost and doubled nothing, a database merely put back was found out by the
// tablets, and the control, an office that believes no tablet, lost visibly: a drill whose control
// passes proves nothing.
// --only DRILL (JSON): that one.

const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});

if (values.only !== undefined) {
  console.log(JSON.stringify(await runDrill(JSON.parse(values.only) as DrillOptions)));
  process.exit(0);
}

const asked = {
  seed: Number(values.seed),
  records: Number(values.records),
  before: 300,
  lost: 100,
};
const putBack = { ...asked, records: 0, copied: 0, added: 150, restore: 'naive' } as const;

const drills = [
  { ...asked, records: 0, copied: 0, added: 10, restore: 'real' },
  { ...asked, copied: 50, added: 150, restore: 'real' },
  putBack,
] as const;

let isGood = true;
for (const drill of drills) {
  const report = await runDrill(drill);
  console.log(JSON.stringify(report));
  isGood &&= report.there === report.saved && report.broken.length === 0;
}
const control = await runPlantedDrill(putBack, 'no tablet is believed');
console.log(JSON.stringify({ control: 'no tablet is believed', ...control }));
isGood &&= control.broken.length > 0;
process.exit(isGood ? 0 : 1);
