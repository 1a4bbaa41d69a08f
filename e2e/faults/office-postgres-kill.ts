import { seededRandom } from '@khop/shared/sample';
import { emptyRow, type FaultRow, goesOn, type RigOptions, runRig } from './fault-table.ts';
import type { Ack } from './field-tablet.ts';
import { lookAtServer } from './office-check.ts';
import { type Crew, openCrew, settleAndJudge, tallyReplies } from './office-crew.ts';
import { hasEnded, type OfficeProcess, withOffice } from './office-process.ts';
import { type Cluster, openCluster } from './postgres-cluster.ts';

// node e2e/faults/office-postgres-kill.ts --times N --seed S
//
// An office on PostgreSQL; three tablets record and send without a pause. In turn the PostgreSQL
// server, one of its backends and the office itself are killed with -9. The server's database is read
// before anything is offered again (the office is frozen meanwhile); then the server is there again, an
// office that was not killed must find it by itself, and the tablets go on.

export type PostgresOptions = RigOptions & { plant?: string };

export const POSTGRES_PLANT = 'synchronous_commit=off';
const BLOWS = ['server', 'backend', 'office'] as const;
/** Then another office, so that looking it through does not take longer and longer. */
const KILLS_AN_OFFICE = 24;

export async function runPostgresKill({
  seed,
  plant,
  ...asked
}: PostgresOptions): Promise<FaultRow> {
  const chance = seededRandom(seed);
  const what = 'kill -9 of PostgreSQL, of one of its backends, of the office on it, in turn';
  const row = emptyRow('office-postgres-kill', what, seed);
  const replies = tallyReplies();
  const cluster = await openCluster();
  try {
    for (let nth = 0; goesOn(row, asked); nth++) {
      const times = Math.min(asked.times, row.faults + KILLS_AN_OFFICE);
      const url = await cluster.freshUrl();
      const settings = { KHOP_DATABASE_URL: url };
      await withOffice({ tablets: 3, plant: plant ?? null, settings }, async (office) => {
        await office.start();
        const { onReply } = replies;
        const crew = await openCrew(office, { seed: seed * 1000 + nth, onReply });
        for (; goesOn(row, { ...asked, times }); row.faults++) {
          const blow = BLOWS[row.faults % BLOWS.length] ?? 'server';
          await crew.workUntil(5 + chance.next() * 250, () => strike(blow, cluster, office));
          for (const { tablet } of crew.fields) await tablet.settled();
          await lookMeanwhile(row, crew, office, { cluster, blow, url });
          await settleAndJudge(row, crew, office, () => lookAtServer(url));
        }
        row.saved += crew.saved();
        await crew.close();
      });
    }
  } finally {
    await cluster.stop();
  }
  for (const bug of replies.bugs()) row.broken.push(`${bug}, ${replies.count(bug)} times`);
  row.told = `${replies.count('push 503')} pushes told to wait, ${replies.count('push none')} without an answer`;
  return row;
}

async function strike(
  blow: (typeof BLOWS)[number],
  cluster: Cluster,
  office: OfficeProcess,
): Promise<void> {
  if (blow === 'server') await cluster.killServer();
  if (blow === 'backend') await cluster.killBackend();
  if (blow === 'office') await office.kill();
}

type Struck = { cluster: Cluster; blow: (typeof BLOWS)[number]; url: string };

async function lookMeanwhile(
  row: FaultRow,
  crew: Crew,
  office: OfficeProcess,
  { cluster, blow, url }: Struck,
): Promise<void> {
  if (blow !== 'office' && hasEnded(office.child())) {
    row.broken.push(`the office ended with its database: ${office.said().slice(-300)}`);
  }
  if (blow !== 'office') office.child().kill('SIGSTOP');
  if (blow === 'server') await cluster.start();
  await cluster.ready();
  const after = await lookAtServer(url);
  row.broken.push(...after.broken);
  row.lostAcks += crew.lostAcks(after.heads);
  for (const { acks } of crew.fields) row.lostAcks += fallen(acks);
  if (blow === 'office') await office.start();
  else office.child().kill('SIGCONT');
}

/** Entries a tablet was told to be stored and later told to be missing: a backend's death heals too soon to look. */
function fallen(acks: readonly Ack[]): number {
  const most = new Map<string, number>();
  let fell = 0;
  for (const { journal, acked } of acks) {
    const before = most.get(journal) ?? 0;
    fell += Math.max(0, before - acked);
    most.set(journal, Math.max(before, acked));
  }
  return fell;
}

if (import.meta.main) {
  await runRig(99, async (asked) => {
    const control = await runPostgresKill({ ...asked, plant: POSTGRES_PLANT });
    const row = await runPostgresKill(asked);
    row.control = `${POSTGRES_PLANT}: ${control.lostAcks} acks lost in ${control.faults} kills`;
    if (control.lostAcks === 0) row.broken.push('void: the control lost nothing');
    return row;
  });
}
