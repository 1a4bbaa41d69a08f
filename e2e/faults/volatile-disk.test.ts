import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeVolatileDisk, mayMountDisks } from './volatile-disk.ts';

test.skipIf(!mayMountDisks())(
  'a disk whose power went holds what was flushed and nothing else',
  async () => {
    const disk = await makeVolatileDisk({ megabytes: 64 });
    try {
      const fd = openSync(join(disk.folder, 'told'), 'w');
      writeSync(fd, 'flushed\n');
      fsyncSync(fd);
      writeSync(fd, 'not flushed\n');
      closeSync(openSync(join(disk.folder, 'never'), 'w'));
      const cut = await disk.cutAt();
      const after = await cut.mount();
      expect(readFileSync(join(after.folder, 'told'), 'utf8')).toBe('flushed\n');
      expect(existsSync(join(after.folder, 'never'))).toBe(false);
      await after.unmount();
      cut.drop();
      expect(readFileSync(join(disk.folder, 'told'), 'utf8')).toBe('flushed\nnot flushed\n');
      closeSync(fd);
    } finally {
      await disk.close();
    }
  },
);
