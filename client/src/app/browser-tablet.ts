import type { Tablet } from '../tablet.ts';

let opening: Promise<Tablet> | undefined;

/**
 * The tablet of this browser: its databases, its register, its postman. They come in a file of
 * their own, since a desk needs none of them. A failure is forgotten, so that "try again" does.
 */
export function browserTablet(): Promise<Tablet> {
  opening ??= open().catch((trouble: unknown) => {
    opening = undefined;
    throw trouble;
  });
  return opening;
}

async function open(): Promise<Tablet> {
  const [{ openTablet }, { browserWorld }] = await Promise.all([
    import('../open-tablet.ts'),
    import('../world.ts'),
  ]);
  return openTablet(browserWorld());
}
