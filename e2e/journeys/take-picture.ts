import { writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { LAPTOP, type Look, PHONE, TABLET, wear } from './looks.ts';

const SIZES = { tablet: TABLET, phone: PHONE, laptop: LAPTOP };

export type Picture = {
  screen: string;
  size: keyof typeof SIZES;
  look: Look;
  language: 'vi' | 'en';
};

/** `home-tablet-light-vi`. */
export function nameOf({ screen, size, look, language }: Picture): string {
  return [screen, size, look, language].join('-');
}

/** The screen as it stands, in another size and look; as PNG into `folder`. */
export async function takePicture(page: Page, folder: string, picture: Picture): Promise<void> {
  await page.setViewportSize(SIZES[picture.size]);
  await wear(page, picture.look);
  // Fonts of a language and rows of a longer list come after the screen itself.
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(150);
  await page.screenshot({ path: `${folder}/${nameOf(picture)}.png`, animations: 'disabled' });
}

/** A PNG as WebP, made by the browser itself: no picture library for a few pictures of a README. */
export async function writeWebp(page: Page, png: Buffer, file: string): Promise<void> {
  const base64 = await page.evaluate(
    async (address) => {
      const picture = await createImageBitmap(await (await fetch(address)).blob());
      const canvas = document.createElement('canvas');
      Object.assign(canvas, { width: picture.width, height: picture.height });
      canvas.getContext('2d')?.drawImage(picture, 0, 0);
      return canvas.toDataURL('image/webp', 0.6).split(',')[1] ?? '';
    },
    `data:image/png;base64,${png.toString('base64')}`,
  );
  writeFileSync(file, Buffer.from(base64, 'base64'));
}
