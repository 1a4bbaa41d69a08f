import { existsSync } from 'node:fs';
import { link, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BackupTrouble } from './backup-trouble.ts';
import { syncFolder } from './sealed-file.ts';
import { closeWhole } from './snapshot.ts';

const STAGE = 'restoring';
const ASIDE = 'before-restore-';
const DATABASE = 'office.sqlite';

/** An office's data folder while another office is put into it. */
export type Stage = {
  /** Where the restored database is built; nobody opens it before it is whole. */
  file: string;
  /** Puts it in its place, and what was there aside; answers where to, null if nothing was. */
  settle(): Promise<string | null>;
  abandon(): Promise<void>;
};

/** Refuses a folder in which something lies, unless it may be put aside; nothing is ever deleted. */
export async function openStage(folder: string, mayReplace: boolean, at: string): Promise<Stage> {
  await mkdir(folder, { recursive: true });
  const isOurs = (name: string) => name === STAGE || name.startsWith(ASIDE);
  const old = async () => (await readdir(folder)).filter((name) => !isOurs(name));
  if ((await old()).length > 0 && !mayReplace) {
    throw new BackupTrouble(
      'occupied',
      `The data folder ${folder} is not empty: restore into another, or add --replace to put what is there aside.`,
    );
  }
  const place = join(folder, DATABASE);
  if (existsSync(place)) closeWhole(place);
  const stage = join(folder, STAGE);
  await rm(stage, { recursive: true, force: true });
  await mkdir(stage, { mode: 0o700 });
  const file = join(stage, DATABASE);
  return {
    file,
    async settle() {
      const handle = await open(file, 'r+');
      await handle.sync();
      await handle.close();
      const left = await old();
      const aside = join(folder, `${ASIDE}${at.replaceAll(/[:.]/g, '-')}`);
      if (left.length > 0) await mkdir(aside);
      for (const name of left) {
        // The database keeps its name until the new one takes it: there is no moment without one, in
        // which an office would begin empty.
        if (name === DATABASE) await link(place, join(aside, name));
        else await rename(join(folder, name), join(aside, name));
      }
      await rename(file, place);
      await rm(stage, { recursive: true, force: true });
      await syncFolder(folder);
      return left.length > 0 ? aside : null;
    },
    abandon: () => rm(stage, { recursive: true, force: true }),
  };
}
