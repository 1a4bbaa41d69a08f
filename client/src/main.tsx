import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/marks.css';
import './styles/acts.css';
import './styles/fields.css';
import './styles/reading.css';
import './styles/floats.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Workbox } from 'workbox-window';
import { App } from './app/app.tsx';
import { Install } from './app/install.ts';
import { speak } from './app/language.ts';
import { readPreferences } from './app/preferences.ts';
import { openTablet } from './open-tablet.ts';
import { Updates } from './update.ts';
import { browserWorld } from './world.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

const install = new Install(window);
const updates = new Updates({
  workbox: new Workbox('/sw.js'),
  locks: navigator.locks,
  reload: () => location.reload(),
});
if (import.meta.env.PROD) {
  void updates.start();
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void updates.look();
  });
}

const tablet = openTablet(browserWorld());
// Whoever shows a tablet screen hears of it; the desk does not care.
tablet.catch(() => undefined);

// React would print a caught error, and its text may quote a person's data; the screen shows its code.
const quiet = import.meta.env.PROD ? { onCaughtError: () => undefined } : {};

try {
  await speak(readPreferences(localStorage).language);
  createRoot(root, quiet).render(
    <StrictMode>
      <App tablet={tablet} updates={updates} install={install} />
    </StrictMode>,
  );
} catch {
  // Without a catalog there are no words, so these two are said as they stand.
  root.textContent = 'Không mở được Khớp. Dữ liệu đã lưu không bị mất. Tải lại trang.';
}
