import type { FastifyRequest } from 'fastify';
import type { Person } from '../access/factors.ts';
import type { Store } from '../store/store.ts';
import { operatorOf } from './authenticate.ts';

/** Who is at the door or at the desk, with what their ceremonies hang on. */
export async function personOf(store: Store, request: FastifyRequest): Promise<Person> {
  if (request.half !== null) return request.half;
  const { id, session } = operatorOf(request);
  const account = await store.read(({ db }) =>
    db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  );
  return { owner: session, account };
}
