import { foldedWords } from '@khop/shared/name';

type Named = { id: string; kind: string; body: unknown };
type Line = { id: string; folded: string; number: string };
type Registered = { identity?: { fullName: string; number: { value: string } | null } };

/**
 * What an app over a document store would do to search names without accents: all persons in memory,
 * each name folded once. Given to the peers, who have no such search; the same rules of folding.
 */
export function makeNameIndex() {
  const lines: Line[] = [];
  return {
    add(docs: readonly Named[]) {
      for (const { id, body } of docs) {
        const { identity } = body as Registered;
        if (identity === undefined) continue;
        const folded = foldedWords(identity.fullName)
          .map((word) => ` ${word}`)
          .join('');
        lines.push({ id, folded, number: identity.number?.value ?? '' });
      }
    },
    find(query: string, limit: number): string[] {
      const words = foldedWords(query).map((word) => ` ${word}`);
      const found: string[] = [];
      for (const line of lines) {
        const isIt = /^\d+$/.test(query)
          ? line.number.endsWith(query)
          : words.every((word) => line.folded.includes(word));
        if (isIt) found.push(line.id);
        if (found.length === limit) break;
      }
      return found;
    },
    size: () => lines.length,
  };
}
