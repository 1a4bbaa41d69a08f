// Runs before the first paint, so that a dark or outdoor screen never flashes white.
// The same rules as src/app/preferences.ts (its test runs both and compares).
(() => {
  let saved = {};
  try {
    saved = JSON.parse(localStorage.getItem('khop.preferences') || '{}') || {};
  } catch {
    // A broken or forbidden storage means the defaults below.
  }
  const root = document.documentElement;
  const theme = ['light', 'dark'].includes(saved.theme) ? saved.theme : 'auto';
  const contrast = ['normal', 'outdoor'].includes(saved.contrast) ? saved.contrast : 'auto';
  const more = theme !== 'dark' && matchMedia('(prefers-contrast: more)').matches;
  root.dataset.theme = theme;
  root.dataset.contrast = contrast === 'auto' ? (more ? 'outdoor' : 'normal') : contrast;
  root.lang = saved.language === 'en' ? 'en' : 'vi';
})();
