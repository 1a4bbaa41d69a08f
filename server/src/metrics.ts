import type { Clock } from '@khop/shared/time';
import type { Committer } from './sync/commit.ts';

/** Upper ends of the commit latency's buckets, in seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] as const;

/** What is counted since the start of this process. Figures only: nobody's name, number or id. */
export type Counts = {
  /** Pushes by what became of them. */
  pushes: Map<string, number>;
  entries: number;
  quarantined: number;
  commits: { buckets: number[]; seconds: number; count: number };
};

export type MeasuredCommitter = Committer & { counts: Counts };

/** The same committer, counted and timed from the hand-over of a push to its answer. */
export function measured(committer: Committer, clock: Clock): MeasuredCommitter {
  const counts: Counts = {
    pushes: new Map(),
    entries: 0,
    quarantined: 0,
    commits: { buckets: BUCKETS.map(() => 0), seconds: 0, count: 0 },
  };
  const countPush = (status: string) =>
    counts.pushes.set(status, (counts.pushes.get(status) ?? 0) + 1);
  return {
    ...committer,
    counts,
    async push(push) {
      const begun = clock.mono();
      try {
        const outcome = await committer.push(push);
        countPush(outcome.status);
        if (outcome.status === 'stored') {
          counts.entries += push.arrivals.length;
          counts.quarantined += outcome.reply.refused.length;
        }
        return outcome;
      } catch (error) {
        countPush('failed');
        throw error;
      } finally {
        const seconds = (clock.mono() - begun) / 1000;
        counts.commits.count += 1;
        counts.commits.seconds += seconds;
        BUCKETS.forEach((end, nth) => {
          if (seconds <= end) counts.commits.buckets[nth] = (counts.commits.buckets[nth] ?? 0) + 1;
        });
      }
    },
  };
}

/** A figure of the moment: name without `khop_`, help, value; null is left out. */
export type Gauge = [name: string, help: string, value: number | null];

/** The text format of Prometheus, version 0.0.4. */
export function metricsText(counts: Counts, gauges: readonly Gauge[]): string {
  const lines: string[] = [];
  const head = (name: string, help: string, type: string) =>
    lines.push(`# HELP khop_${name} ${help}`, `# TYPE khop_${name} ${type}`);
  head('pushes_total', 'Pushes of tablets by outcome.', 'counter');
  for (const status of ['stored', 'gap', 'forked', 'refused', 'failed']) {
    lines.push(`khop_pushes_total{outcome="${status}"} ${counts.pushes.get(status) ?? 0}`);
  }
  head('entries_total', 'Entries in stored pushes, repeated ones included.', 'counter');
  lines.push(`khop_entries_total ${counts.entries}`);
  head('quarantined_total', 'Entries of stored pushes that could not be applied.', 'counter');
  lines.push(`khop_quarantined_total ${counts.quarantined}`);
  head('commit_seconds', 'From the hand-over of a push to its durable answer.', 'histogram');
  const { buckets, seconds, count } = counts.commits;
  BUCKETS.forEach((end, nth) => {
    lines.push(`khop_commit_seconds_bucket{le="${end}"} ${buckets[nth] ?? 0}`);
  });
  lines.push(`khop_commit_seconds_bucket{le="+Inf"} ${count}`);
  lines.push(`khop_commit_seconds_sum ${seconds}`, `khop_commit_seconds_count ${count}`);
  for (const [name, help, value] of gauges) {
    if (value === null) continue;
    head(name, help, 'gauge');
    lines.push(`khop_${name} ${value}`);
  }
  return `${lines.join('\n')}\n`;
}
