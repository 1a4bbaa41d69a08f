import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cardFrame, type Frame, toY4m } from '@khop/server/demo/card-image';

const WIDTH = 1280;
const HEIGHT = 720;
const MODULE_PX = 8;
const FRAMES_PER_SECOND = 10;

/** What the tablet's camera sees. Chromium opens the film anew whenever the camera is started. */
export type CameraFilm = {
  file: string;
  /** Holds a card before the lens; null: an empty table. */
  show(payload: string | null): void;
};

const TABLE: Frame = {
  width: WIDTH,
  height: HEIGHT,
  luma: new Uint8Array(WIDTH * HEIGHT).fill(150),
};

/** A film in `folder` that can be exchanged while the browser runs. */
export function openFilm(folder: string): CameraFilm {
  const file = join(folder, 'camera.y4m');
  function show(payload: string | null) {
    const frame =
      payload === null
        ? TABLE
        : cardFrame(payload, { width: WIDTH, height: HEIGHT, modulePx: MODULE_PX });
    // Exchanged in one step: a camera that starts meanwhile never reads half a film.
    writeFileSync(`${file}.next`, toY4m([frame, frame], FRAMES_PER_SECOND));
    renameSync(`${file}.next`, file);
  }
  show(null);
  return { file, show };
}

/** Flags with which Chromium takes the film for its camera. Who may use it is chromium.ts's to say. */
export function cameraFlags({ file }: CameraFilm): string[] {
  return ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${file}`];
}
