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
import { App } from './app/app.tsx';
import { browserTablet } from './app/browser-tablet.ts';
import { Install } from './app/install.ts';
import { speak } from './app/language.ts';
import { readPreferences } from './app/preferences.ts';
import { allowOwnWorkers, type PolicyMaker } from './app/script-policy.ts';
import { Updates } from './update.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

allowOwnWorkers((window as { trustedTypes?: PolicyMaker }).trustedTypes, location.origin);
const install = new Install(window);
const updates = new Updates({
  locks: navigator.locks,
  reload: () => location.reload(),
  isControlled: Boolean(navigator.serviceWorker?.controller),
});
if (import.meta.env.PROD) {
  void import('workbox-window').then(({ Workbox }) => updates.start(new Workbox('/sw.js')));
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void updates.look();
  });
}

// Begun before the first paint, except on a desk's machine, which keeps nothing. Whoever shows a
// tablet screen asks again and hears of trouble.
if (!/^\/(desk|dev)\b/.test(location.pathname)) browserTablet().catch(() => undefined);

// React would print a caught error, and its text may quote a person's data; the screen shows its code.
const quiet = import.meta.env.PROD ? { onCaughtError: () => undefined } : {};

try {
  await speak(readPreferences(localStorage).language);
  createRoot(root, quiet).render(
    <StrictMode>
      <App openTablet={browserTablet} updates={updates} install={install} />
    </StrictMode>,
  );
} catch {
  // Without a catalog there are no words, so these two are said as they stand.
  root.textContent = 'Không mở được Khớp. Dữ liệu đã lưu không bị mất. Tải lại trang.';
}
