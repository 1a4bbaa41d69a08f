import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';
import type { PersonRow } from '../../tablet.ts';
import { type ListName, lettersOf, OneRow } from './person-rows.tsx';

const ROW_HEIGHT_PX = 85;

/** The same rows for a whole commune's day: only those in sight are in the page. */
export default function LongRows({ list, rows }: { list: ListName; rows: readonly PersonRow[] }) {
  const frame = useRef<HTMLUListElement>(null);
  const [above, setAbove] = useState(0);
  // What stands above the list may change its height (bars); the rows must know where they begin.
  useLayoutEffect(() => {
    const top = (frame.current?.getBoundingClientRect().top ?? 0) + window.scrollY;
    setAbove((before) => (Math.abs(before - top) < 1 ? before : top));
  });
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW_HEIGHT_PX,
    overscan: 10,
    scrollMargin: above,
    getItemKey: (index) => rows[index]?.id ?? index,
    // The link is measured by the row it stands in, so that lines between rows count.
    measureElement: (element) => element.closest('li')?.getBoundingClientRect().height ?? 0,
  });
  const items = virtualizer.getVirtualItems();
  const letters = lettersOf(list, rows);
  const before = (items[0]?.start ?? above) - above;
  const after = virtualizer.getTotalSize() - ((items.at(-1)?.end ?? above) - above);
  return (
    <ul ref={frame} className="rows" style={{ paddingBlock: `${before}px ${after}px` }}>
      {items.map(({ index, key }) => {
        const row = rows[index];
        return (
          row && (
            <OneRow
              key={key}
              list={list}
              row={row}
              letter={letters?.[index]}
              measure={{ index, ref: virtualizer.measureElement }}
            />
          )
        );
      })}
    </ul>
  );
}
