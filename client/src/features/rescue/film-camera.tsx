import { useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { useOpenWork } from '../../app/use-updates.tsx';
import type { Bytes } from '../../data/bytes.ts';
import { openFilmReader } from '../../data/rescue-film.ts';
import { useCamera } from '../../parts/use-camera.ts';
import { Ruler, RulerScale } from '../../ui/ruler.tsx';
import { Say } from '../../ui/say.tsx';

const MARKS = 40;

/** Looks at another tablet's film until all of it was seen. */
export default function FilmCamera({ onFile }: { onFile: (file: Bytes) => void }) {
  const { t } = useLingui();
  const see = useRef(openFilmReader());
  const [seen, setSeen] = useState<{ got: number; pieces: number } | null>(null);
  const isDone = useRef(false);
  useOpenWork(true);
  const { host, trouble } = useCamera((bytes) => {
    if (isDone.current) return;
    const next = see.current(bytes);
    if (next === 'none') return;
    setSeen({ got: next.got, pieces: next.pieces });
    if (next.file === null) return;
    isDone.current = true;
    onFile(next.file);
  });
  const { got, pieces } = seen ?? { got: 0, pieces: 1 };
  const words = seen === null ? t`Đưa mã của máy kia vào khung` : t`đã nhận ${got}/${pieces}`;
  return (
    <div className="after">
      <div ref={host} className="film-camera" />
      {trouble !== null && (
        <Say state="warn" role="alert" title={t`Camera không mở được`}>
          {t`Nhờ máy kia lưu tệp.`}
        </Say>
      )}
      <Ruler at={Math.floor((got / pieces) * MARKS)} of={MARKS} tone="sending" label={words} />
      <RulerScale marks={[words]} />
    </div>
  );
}
