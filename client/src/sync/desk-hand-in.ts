import type { Bytes } from '../data/bytes.ts';
import { entriesOf, readRescue } from '../data/rescue-file.ts';
import type { DeskHandIn } from '../rescue.ts';
import type { DeskAsk } from './desk-ask.ts';
import { handIn } from './hand-in.ts';

/** The desk keeps nothing: it hands a file in while it is looked at, and the file stays with who brought it. */
export function makeDeskHandIn({ ask }: DeskAsk): DeskHandIn {
  return async (bytes: Bytes, tell) => {
    const read = await readRescue(bytes);
    if ('problem' in read) return read;
    const trouble = await handIn(ask, read, 0, (done) => tell(done, read.pushes.length));
    const { deviceName, site } = read;
    return { deviceName, site, entries: entriesOf(read), trouble };
  };
}
