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
import { speak } from './app/language.ts';
import { readPreferences } from './app/preferences.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

await speak(readPreferences(localStorage).language);

createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
