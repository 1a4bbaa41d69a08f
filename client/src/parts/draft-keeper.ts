import type { Drafts } from '../tablet.ts';

export type DraftKeeper = {
  /** Keeps the newest value; while one is being sealed the newer ones wait, only the last is written. */
  keep(value: unknown): void;
  /** Writes nothing more, waits for the write under way, then forgets the draft. */
  drop(): Promise<void>;
};

/**
 * [UX18] Every change saves the draft. A write that fails is not told here: the tablet's status says
 * that storage has failed, and what is typed still stands on the screen.
 */
export function keepDraft(drafts: Pick<Drafts, 'save' | 'drop'>, key: string): DraftKeeper {
  let next: { value: unknown } | null = null;
  let writing: Promise<void> | null = null;
  let isDropped = false;

  async function write(): Promise<void> {
    while (next !== null && !isDropped) {
      const { value } = next;
      next = null;
      await drafts.save(key, value).catch(() => undefined);
    }
    writing = null;
  }
  return {
    keep(value) {
      next = { value };
      if (!isDropped) writing ??= write();
    },
    async drop() {
      isDropped = true;
      await writing;
      await drafts.drop(key);
    },
  };
}
