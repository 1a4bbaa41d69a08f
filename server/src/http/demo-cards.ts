import type { FastifyInstance } from 'fastify';
import type { DemoCard } from '../demo/cards.ts';
import { CARDS_CSS, cardsPage } from '../demo/cards-page.ts';

const CSS_PATH = '/demo/cards.css';

/**
 * `GET /demo/cards`: the sheet of synthetic ID cards. Registered in a demonstration only; the page
 * has no script and no inline style, so it stands under the office's CSP.
 */
export async function demoCards(
  app: FastifyInstance,
  { cards }: { cards: readonly DemoCard[] },
): Promise<void> {
  const page = cardsPage(cards, CSS_PATH);
  app.get('/demo/cards', (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
  app.get(CSS_PATH, (_request, reply) => reply.type('text/css; charset=utf-8').send(CARDS_CSS));
}
