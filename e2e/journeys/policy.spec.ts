import { expect, test } from './journey.ts';

// The control of what every other journey is held against.
test('[A24] the policy refuses markup, inline code, eval and foreign workers, and the watch sees it', async ({
  page,
  policy,
}) => {
  await page.goto('/desk');
  await page.getByLabel('Tên đăng nhập').waitFor();
  const done = await page.evaluate(async () => {
    // Out of the reach of the debugger, under which Chromium lets eval pass.
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const ran: string[] = [];
    const attempt = (name: string, work: () => void) => {
      try {
        work();
        ran.push(name);
      } catch {
        // Refused: what is wanted.
      }
    };
    attempt('markup', () => {
      document.body.innerHTML += '<b id="made">x</b>';
    });
    attempt('eval', () => {
      // biome-ignore lint/security/noGlobalEval: that it is refused is what is tested.
      eval('window.made = 1');
    });
    attempt('foreign worker', () => new Worker('data:text/javascript,1'));
    attempt('script text', () => {
      const script = document.createElement('script');
      script.text = 'window.made = 1';
      document.body.append(script);
    });
    attempt('handler in an attribute', () => {
      const button = document.createElement('button');
      button.setAttribute('onclick', 'window.made = 1');
      button.click();
    });
    attempt('address of a script', () => {
      location.href = 'javascript:window.made = 1';
    });
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const made = 'made' in window || document.querySelector('#made') !== null;
    // An address is refused after it was given: nothing throws.
    return { ran, made };
  });
  expect(done).toEqual({ ran: ['address of a script'], made: false });
  await expect.poll(() => policy.refused().reports).toBe(6);
  await expect.poll(() => policy.refused().console.length).toBe(6);
  policy.forget();
});
