import type { FastifyInstance } from 'fastify';
import type { DemoCard } from '../demo/cards.ts';
import { CARDS_CSS, cardsPage } from '../demo/cards-page.ts';
import { ANYONE } from './policy.ts';

const CSS_PATH = '/demo/cards.css';

/**
 * `GET /demo/cards`: the sheet of synthetic ID cards, for `AppDeps.more` of a demonstration only.
 * The page has no script and no inline style, so it stands under the office's own CSP.
 */
export function demoCardRoutes(cards: readonly DemoCard[]): (app: FastifyInstance) => void {
  const page = cardsPage(cards, CSS_PATH);
  const open = { config: { policy: ANYONE } };
  return (app) => {
    app.get('/demo/cards', open, async (_request, reply) => {
      return reply.type('text/html; charset=utf-8').send(page);
    });
    app.get(CSS_PATH, open, async (_request, reply) => {
      return reply.type('text/css; charset=utf-8').send(CARDS_CSS);
    });
  };
}
