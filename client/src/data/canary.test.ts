import { sampleRegistration, seededRandom } from '@khop/shared/sample';
import { expect, test } from 'vitest';
import { openSampleTablet } from '../sample-tablet.ts';
import type { Tablet } from '../tablet.ts';

const LETTERS = 'ÁÀẢÃẠĂẮẰẲẴẶÂẤẦẨẪẬÉÈẺẼẸÊẾỀỂỄỆÓÒỎÕỌÔỐỒỔỖỘƠỚỜỞỠỢÚÙỦŨỤƯỨỪỬỮỰBCDĐGHKLMNPQRSTVX';

function canaries(count: number) {
  const { next } = seededRandom(42);
  const word = () =>
    Array.from({ length: 6 }, () => LETTERS[Math.floor(next() * LETTERS.length)]).join('');
  const digits = (length: number) => Array.from({ length }, () => Math.floor(next() * 10)).join('');
  return Array.from({ length: count }, () => ({
    name: `${word()} ${word()}`,
    number: digits(12),
    phone: `09${digits(8)}`,
  }));
}

/** Every string and byte a database holds, keys and indexes included. */
async function everything(factory: IDBFactory): Promise<Buffer[]> {
  const found: Buffer[] = [];
  const walk = (value: unknown) => {
    if (value instanceof Uint8Array) found.push(Buffer.from(value));
    else if (typeof value === 'string')
      found.push(Buffer.from(value), Buffer.from(value, 'utf16le'));
    else if (typeof value === 'number') found.push(Buffer.from(String(value)));
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        walk(key);
        walk(inner);
      }
    }
  };
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  for (const { name } of await factory.databases()) {
    if (name === undefined) continue;
    const db = await done(factory.open(name));
    for (const store of db.objectStoreNames) {
      const objects = db.transaction(store).objectStore(store);
      walk(await done(objects.getAll()));
      walk(await done(objects.getAllKeys()));
    }
    db.close();
  }
  return found;
}

function forms(text: string): Buffer[] {
  const bytes = Buffer.from(text);
  const wide = Buffer.from(text, 'utf16le');
  const base64 = (offset: number, each: Buffer) =>
    // Wherever it stands in a longer base64 text, its middle looks like this.
    Buffer.from(
      Buffer.concat([Buffer.alloc(offset), each])
        .toString('base64')
        .slice(4, -4),
    );
  return [
    bytes,
    Buffer.from(text.normalize('NFD')),
    wide,
    Buffer.from(bytes.toString('hex')),
    Buffer.from(wide.toString('hex')),
    ...[0, 1, 2].map((offset) => base64(offset, bytes)),
  ];
}

async function writeAll(tablet: Tablet, people: ReturnType<typeof canaries>) {
  for (const { name, number, phone } of people) {
    const registration = sampleRegistration({
      fullName: name,
      sex: 'female',
      birthDate: { value: '1990', precision: 'year' },
      number: { kind: 'personal-id', value: number },
      oldNumber: null,
      nationality: 'VN',
    });
    const person = tablet.newId();
    await tablet.record('person-registered', person, { ...registration, phone, address: name });
    await tablet.drafts.save(`dose:${number}`, { name, phone });
  }
}

test('neither database holds a name, a number or a phone of 200 canaries in any form', {
  timeout: 60_000,
}, async () => {
  const people = canaries(200);
  const { tablet, disk } = await openSampleTablet();
  await writeAll(tablet, people);
  await tablet.settled();
  tablet.sendNow();
  await tablet.settled();
  expect((await tablet.register.byNumber(people[0]?.number ?? '')).length).toBe(1);
  expect(tablet.status.get().pulledAt).not.toBeNull();
  const kept = Buffer.concat(
    (await everything(disk.indexedDB)).flatMap((each) => [each, Buffer.alloc(1)]),
  );
  expect(kept.length).toBeGreaterThan(100_000);
  // A whole name is found by either of its words.
  const hits = people.flatMap(({ name, number, phone }) =>
    [...name.split(' '), number, phone].filter((text) =>
      forms(text).some((form) => kept.includes(form)),
    ),
  );
  expect(hits).toEqual([]);
  // The same search must find what is written in clear, or it proves nothing.
  expect(forms('Trần Thị Lan').some((form) => kept.includes(form))).toBe(true);
});
