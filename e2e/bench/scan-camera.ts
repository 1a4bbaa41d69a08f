import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenPage } from './scan-host.ts';
import type { CameraRun } from './scan-page/camera-page.ts';

const LOOK_MS = 2500;

/** Grey pixels of a picture, decoded by Chromium itself. */
async function greysOf(open: OpenPage, file: string) {
  const found = await open('index.html', [], (page) =>
    page.evaluate(
      async (address) => {
        const reply = await fetch(address);
        const picture = await createImageBitmap(await reply.blob());
        const canvas = new OffscreenCanvas(picture.width, picture.height);
        const brush = canvas.getContext('2d');
        brush?.drawImage(picture, 0, 0);
        const { data } = brush?.getImageData(0, 0, picture.width, picture.height) ?? { data: [] };
        const greys = Array.from({ length: data.length / 4 }, (_, i) => data[4 * i + 1] ?? 0);
        return { width: picture.width, height: picture.height, greys };
      },
      `/picture/${encodeURIComponent(file)}`,
    ),
  );
  return found;
}

/** One still picture as an endless YUV4MPEG2 film, which Chromium plays as its camera. */
function filmOf({ width, height, greys }: { width: number; height: number; greys: number[] }) {
  const colourless = Buffer.alloc((width * height) / 2, 128);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), Buffer.from(greys), colourless]);
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F30:1 Ip A1:1 C420jpeg\n`);
  return Buffer.concat([head, frame, frame, frame, frame]);
}

/** The client's whole camera before one picture: time to the first code, thread cost, tidiness. */
export async function benchCamera(open: OpenPage, file: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'khop-film-'));
  const film = join(folder, 'card.y4m');
  try {
    await writeFile(film, filmOf(await greysOf(open, file)));
    const flags = [
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${film}`,
    ];
    const run = await open('camera.html', flags, (page) =>
      page.evaluate(
        (ms) =>
          (window as unknown as { runCamera: (ms: number) => Promise<CameraRun> }).runCamera(ms),
        LOOK_MS,
      ),
    );
    process.stdout.write(`${JSON.stringify({ camera: file, ...run })}\n`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
