import { describe, expect, it, vi } from 'vitest';
import { Install } from './install.ts';

function offerOf(outcome: 'accepted' | 'dismissed') {
  const prompt = vi.fn(async () => ({ outcome }));
  const event = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), { prompt });
  return { event, prompt };
}

describe('install', () => {
  it('keeps the offer of the browser until a person asks for it, and uses it once', async () => {
    const window = new EventTarget();
    const install = new Install(window);
    expect(install.get()).toBe(false);
    const { event, prompt } = offerOf('accepted');
    window.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(true);
    expect(prompt).not.toHaveBeenCalled();
    expect(install.get()).toBe(true);
    expect(await install.ask()).toBe('accepted');
    expect(install.get()).toBe(false);
    expect(await install.ask()).toBe('none');
    expect(prompt).toHaveBeenCalledOnce();
  });

  it('offers no more once the app is installed', () => {
    const window = new EventTarget();
    const install = new Install(window);
    window.dispatchEvent(offerOf('dismissed').event);
    const onChange = vi.fn<() => void>();
    install.subscribe(onChange);
    window.dispatchEvent(new Event('appinstalled'));
    expect(install.get()).toBe(false);
    expect(onChange).toHaveBeenCalledOnce();
  });
});
