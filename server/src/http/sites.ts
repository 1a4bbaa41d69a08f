import { EnrolmentReply, EnrolmentRequest } from '@khop/shared/protocol/desk';
import { Site } from '@khop/shared/protocol/enrol';
import { toInstant } from '@khop/shared/time';
import { makeEnrolment } from '../access/enrol.ts';
import { findSite } from '../access/sites.ts';
import { operatorOf } from './authenticate.ts';
import type { DoorDeps } from './deps.ts';
import type { Door } from './door.ts';
import { Refusal } from './refusal.ts';

export function siteRoutes(app: Door, { store }: DoorDeps): void {
  app.get(
    '/api/site',
    {
      schema: { summary: 'The asker’s site with its people, fresh', response: { 200: Site } },
    },
    async ({ asker }) => {
      const id = asker?.kind === 'device' ? asker.site : asker?.grant.site?.id;
      const site = id === undefined ? null : await store.read((reads) => findSite(reads, id));
      if (site === null) throw new Refusal('not-found', 'no site of one’s own');
      return site;
    },
  );
  app.post(
    '/api/enrolments',
    {
      schema: {
        summary: 'Makes a one-time code for a new tablet',
        body: EnrolmentRequest,
        response: { 200: EnrolmentReply },
      },
    },
    async (request) => {
      const { id, role, grant } = operatorOf(request);
      const { site } = request.body;
      // A site that is not theirs answers like one that does not exist.
      const isTheirs = role === 'administrator' || grant.site?.id === site;
      const made = isTheirs ? await makeEnrolment(store, { site, by: id }) : null;
      if (made === null) throw new Refusal('not-found', 'no such site');
      return { ...made, until: toInstant(made.until) };
    },
  );
}
