import type { Role } from '@khop/shared/protocol/enrol';
import type { NewAccount } from '../access/accounts.ts';
import { DEMO_VACCINATOR } from './demo-entries.ts';
import { COMMUNE, SITE } from './place.ts';

/** For a demonstration only: it is printed beside the users. */
export const DEMO_PASSWORD = 'khop-dung-thu';

export type DemoAccount = Omit<NewAccount, 'password'>;

function atSite(id: string, user: string, fullName: string, role: Role): DemoAccount {
  return { id, user, fullName, role, site: SITE.id, commune: null };
}

function atCommune(id: string, user: string, fullName: string, role: Role): DemoAccount {
  return { id, user, fullName, role, site: null, commune: COMMUNE };
}

/** One account for each hand a record goes through (DOMAIN section 1). All invented. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  atSite(DEMO_VACCINATOR, 'tiem1', 'Trần Thị Thu Hà', 'vaccinator'),
  atSite('acc-tiem-2', 'tiem2', 'Y Thuân Êban', 'vaccinator'),
  { ...atSite('acc-truong', 'truong', 'Lê Văn Phúc', 'head-of-site'), commune: COMMUNE },
  atCommune('acc-tram', 'tram', 'Phạm Thị Ngọc', 'health-station'),
  atCommune('acc-to06', 'to06', 'Nguyễn Văn Bình', 'hamlet-team'),
  atCommune('acc-congan', 'congan', 'Đặng Văn Hùng', 'commune-police'),
  atCommune('acc-chutich', 'chutich', 'Hoàng Minh Tuấn', 'commune-chairman'),
  { ...atCommune('acc-quantri', 'quantri', 'Bùi Thanh Sơn', 'administrator'), commune: null },
];
