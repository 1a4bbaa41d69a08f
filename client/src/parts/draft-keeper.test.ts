import { describe, expect, it } from 'vitest';
import { keepDraft } from './draft-keeper.ts';

/** Drafts whose writes end when the test says so. */
function slowDrafts() {
  const kept = new Map<string, unknown>();
  const ends: (() => void)[] = [];
  let writes = 0;
  return {
    kept,
    ends,
    writes: () => writes,
    drafts: {
      save: (key: string, value: unknown) =>
        new Promise<void>((done) => {
          writes++;
          ends.push(() => {
            kept.set(key, value);
            done();
          });
        }),
      drop: async (key: string) => void kept.delete(key),
    },
  };
}
const turn = () => new Promise<void>((done) => setImmediate(done));

describe('[UX18] the draft follows the form', () => {
  it('while one write runs only the newest of the later values is written', async () => {
    const { drafts, kept, ends, writes } = slowDrafts();
    const keeper = keepDraft(drafts, 'k');
    for (const value of ['a', 'ab', 'abc']) keeper.keep(value);
    ends.shift()?.();
    await turn();
    ends.shift()?.();
    await turn();
    expect(kept.get('k')).toBe('abc');
    expect(writes()).toBe(2);
  });

  it('a dropped draft stays dropped, though a write was under way', async () => {
    const { drafts, kept, ends } = slowDrafts();
    const keeper = keepDraft(drafts, 'k');
    keeper.keep('a');
    const dropped = keeper.drop();
    keeper.keep('b');
    ends.shift()?.();
    await dropped;
    await turn();
    expect(kept.has('k')).toBe(false);
  });

  it('a failed write does not stop the next one', async () => {
    const saved: unknown[] = [];
    let isFull = true;
    const keeper = keepDraft(
      {
        save: async (_key, value) => {
          if (isFull) throw new Error('full');
          saved.push(value);
        },
        drop: async () => undefined,
      },
      'k',
    );
    keeper.keep('a');
    await turn();
    isFull = false;
    keeper.keep('b');
    await turn();
    expect(saved).toEqual(['b']);
  });
});
