import { Trans, useLingui } from '@lingui/react/macro';
import { IconPlayerTrackNext, IconPlayerTrackPrev } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useOpenWork } from '../../app/use-updates.tsx';
import { makeFilm } from '../../data/rescue-film.ts';
import { drawFrame } from '../../data/rescue-frame.ts';
import type { RescueFile } from '../../rescue.ts';
import { keepAwake } from '../../scanner/wake-lock.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';

/** Three camera pictures a frame at 15 pictures a second; the other speed is for tired tablets. */
const FRAME_MS = { quick: 200, slow: 400 };

/** How long it takes to show everything once; null where it is too much for a film. */
export function filmMs({ bytes }: RescueFile): number | null {
  const film = makeFilm(bytes);
  return film && film.pieces * FRAME_MS.quick;
}

/** The codes one after the other, until somebody says that the other tablet has them all. */
export function FilmShow({ file, onClose }: { file: RescueFile; onClose: () => void }) {
  const { t } = useLingui();
  const film = useMemo(() => makeFilm(file.bytes), [file]);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [speed, setSpeed] = useState<keyof typeof FRAME_MS>('quick');
  const turn = useRef(0);
  useOpenWork(true);
  useEffect(() => keepAwake(), []);
  useEffect(() => {
    const into = canvas.current;
    if (film === null || into === null) return;
    const show = () => {
      draw(into, film.frame(turn.current));
      turn.current += 1;
    };
    show();
    const timer = setInterval(show, FRAME_MS[speed]);
    return () => clearInterval(timer);
  }, [film, speed]);

  return (
    <div className="film after">
      <p>
        <Trans>
          Trên máy kia mở “Gửi hộ, nhận hộ”, bấm “Quét mã máy khác”. Giữ cả mã trong khung, hai máy
          đứng yên.
        </Trans>
      </p>
      <div className="film-room">
        <canvas ref={canvas} role="img" aria-label={t`Mã chạy liên tục cho máy kia quét`} />
      </div>
      <div className="btn-group">
        <Button
          icon={<Icon of={speed === 'quick' ? IconPlayerTrackPrev : IconPlayerTrackNext} />}
          onClick={() => setSpeed(speed === 'quick' ? 'slow' : 'quick')}
        >
          {speed === 'quick' ? <Trans>Chạy chậm lại</Trans> : <Trans>Chạy nhanh lên</Trans>}
        </Button>
        <Button look="solid" onClick={onClose}>
          <Trans>Máy kia nhận đủ rồi</Trans>
        </Button>
      </div>
    </div>
  );
}

/** In pixels of the screen itself: a module between two of them would be grey. */
function draw(canvas: HTMLCanvasElement, frame: Uint8Array): void {
  const room = canvas.parentElement?.clientWidth ?? 0;
  const density = devicePixelRatio;
  const { data, width } = drawFrame(frame, Math.floor(room * density));
  if (canvas.width !== width) {
    canvas.width = width;
    canvas.height = width;
    canvas.style.inlineSize = `${width / density}px`;
  }
  canvas.getContext('2d')?.putImageData(new ImageData(data, width, width), 0, 0);
}
