import type { Origin as OriginKind } from '@khop/shared/identity';
import { Origin } from '../ui/facts.tsx';
import { originWords } from './person-words.ts';

/** How a value came to be: quét từ thẻ · gõ tay · đã sửa · từ danh sách (UX17). */
export function OriginLabel({ origin, by }: { origin: OriginKind; by?: string | undefined }) {
  const words = originWords(origin);
  return (
    <Origin by={origin === 'amended' ? 'edited' : origin}>{by ? `${words} · ${by}` : words}</Origin>
  );
}
