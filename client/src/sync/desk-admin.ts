import { toBase64 } from '@khop/shared/base64';
import {
  AdminPeople,
  AdminReply,
  AdminSites,
  AdminUnit,
  AdminUnitStory,
  AdminUnits,
  FirstPassword,
  ImportReport,
} from '@khop/shared/protocol/desk-admin';
import type * as z from 'zod/mini';
import type { DeskAdmin } from '../desk-admin.ts';
import type { DeskAsk } from './desk-ask.ts';
import { WireTrouble } from './wire.ts';

const AT = '/api/admin';

export function makeDeskAdmin({ ask }: DeskAsk): DeskAdmin {
  const get = <T extends z.ZodMiniType>(path: string, reply: T, signal: AbortSignal) =>
    ask({ method: 'GET', path: `${AT}/${path}` }, reply, signal);
  const post = <T extends z.ZodMiniType>(path: string, reply: T, body: unknown = {}) =>
    ask({ method: 'POST', path: `${AT}/${path}`, body }, reply);
  const change = async (path: string, body?: unknown) =>
    (await post(path, AdminReply, body)).refused;
  const named = encodeURIComponent;

  return {
    sites: (after, signal) => get(`sites?after=${named(after)}`, AdminSites, signal),
    keepSite: (id, words) => change(`sites/${named(id)}`, words),
    closeSite: (id) => change(`sites/${named(id)}/closing`),
    async unit(code, signal) {
      try {
        return await get(`units/${named(code)}`, AdminUnit, signal);
      } catch (error) {
        if (error instanceof WireTrouble && error.status === 404) return null;
        throw error;
      }
    },
    units: (text, signal) => get(`units?text=${named(text)}`, AdminUnits, signal),
    unitStory: ({ edition, code }, signal) =>
      get(`units/${named(edition)}/${named(code)}`, AdminUnitStory, signal),
    addHamlet: (words) => change('hamlets', words),
    endHamlet: (unit) => change('hamlets/end', { unit }),
    importUnits: (workbook, dry) =>
      post('units-import', ImportReport, { workbook: toBase64(workbook), dry }),
    people: (asked, signal) =>
      ask({ method: 'POST', path: `${AT}/people/search`, body: asked }, AdminPeople, signal),
    addPerson: (words) => change('people', words),
    appoint: (account, words) => change(`people/${named(account)}/appointments`, words),
    endAppointment: (id, until) => change(`appointments/${named(id)}/end`, { until }),
    async firstPassword(account) {
      return (await post(`people/${named(account)}/first-password`, FirstPassword)).password;
    },
    importBook: (workbook, dry) =>
      post('import', ImportReport, { workbook: toBase64(workbook), dry }),
  };
}
