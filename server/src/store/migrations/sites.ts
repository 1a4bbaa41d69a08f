import type { Kysely } from 'kysely';
import type { Engine } from '../store.ts';
import { type Schema, textOn } from './dialect.ts';

type Before = { site: Record<'id' | 'points', string> & Commune };
type Commune = Record<'name' | 'commune_edition' | 'commune_code' | 'commune_name', string>;
type After = {
  site: Commune & { id: string; kind: string; parent: string | null; nth: number };
};

/** A site is public or private; its points, mobile ones too, become rows of their own under it. */
export async function siteKinds(db: Schema, engine: Engine): Promise<void> {
  const text = textOn(engine);
  const before = await (db as Kysely<Before>).selectFrom('site').selectAll().execute();
  await db.schema
    .alterTable('site')
    .addColumn('kind', text, (column) => column.notNull().defaultTo('public'))
    .execute();
  await db.schema.alterTable('site').addColumn('parent', text).execute();
  await db.schema
    .alterTable('site')
    .addColumn('nth', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('site').addColumn('ended_at', 'bigint').execute();
  await db.schema.alterTable('site').dropColumn('points').execute();
  await db.schema.createIndex('site_parent').on('site').column('parent').execute();
  await db.schema
    .createIndex('site_commune')
    .on('site')
    .columns(['commune_edition', 'commune_code'])
    .execute();
  for (const { id, points, ...commune } of before) {
    const names = JSON.parse(points) as string[];
    for (const [index, name] of names.entries()) {
      const point = { ...commune, id: `${id}.${index + 1}`, name, kind: 'mobile', parent: id };
      await (db as Kysely<After>)
        .insertInto('site')
        .values({ ...point, nth: index + 1 })
        .execute();
    }
  }
}
