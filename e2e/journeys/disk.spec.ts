import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_PASSWORD } from '@khop/server/demo/demo-accounts';
import { foldedKey } from '@khop/shared/name';
import type { BrowserContext } from '@playwright/test';
import { openBrowser } from '../faults/tablet-browser.ts';
import type { CameraFilm } from './camera.ts';
import { keyNeedle, type Needle, textNeedle } from './find-bytes.ts';
import { addFinger } from './finger.ts';
import { expect, test } from './journey.ts';
import { findKept, findOnDisk } from './leak.ts';
import { HA, nurse as nurseAt } from './nurse.ts';
import { type Office, openOffice } from './office.ts';
import { buildPlanted } from './planted-client.ts';
import type { PolicyWatch } from './policy-watch.ts';
import { canaries, cardOf, newcomer } from './town.ts';

test.describe.configure({ timeout: 240_000 });

const PEOPLE = 200;

/** Seals nothing: neither what is kept nor, behind the PIN, the keys themselves. */
const UNSEALED = [
  {
    file: 'shared/src/sealing.ts',
    find: 'sealed.set(new Uint8Array(cipher), 1 + NONCE);\n  return sealed;',
    put: 'return new Uint8Array([...sealed.subarray(0, 1 + NONCE), ...plain]);',
  },
  {
    file: 'shared/src/sealing.ts',
    find: 'const cipher = sealed.subarray(1 + NONCE);',
    put: 'const cipher = sealed.slice(1 + NONCE); if (cipher.length > 0) return cipher;',
  },
  {
    file: 'client/src/data/wrap.ts',
    find: 'return { ...material, sealed: new Uint8Array(sealed) };',
    put: 'return { ...material, sealed: new Uint8Array([...new Uint8Array(sealed), ...raw]) };',
  },
  {
    file: 'client/src/data/wrap.ts',
    find: '      wrap.sealed,\n',
    put: '      wrap.sealed.slice(0, wrap.sealed.length / 2 + 8),\n',
  },
];

/** Where the private number stands in a P-256 key's PKCS #8; the rest is the same in all, or public. */
const SCALAR = [36, 68] as const;

/** Hears of each secret key the page takes in its hands. */
async function overhears(context: BrowserContext): Promise<{ name: string; hex: string }[]> {
  const heard: { name: string; hex: string }[] = [];
  await context.exposeBinding('khopHears', (_, name: string, hex: string) => {
    heard.push({ name, hex });
  });
  await context.addInitScript(() => {
    const tell = (window as unknown as { khopHears(name: string, hex: string): void }).khopHears;
    const take = SubtleCrypto.prototype.importKey;
    const hexOf = (bytes: Uint8Array) =>
      [...bytes].map((each) => each.toString(16).padStart(2, '0')).join('');
    SubtleCrypto.prototype.importKey = function (this: SubtleCrypto, ...given: unknown[]) {
      const [format, bytes, algorithm] = given as [
        string,
        BufferSource,
        { name?: string } | string,
      ];
      const of = typeof algorithm === 'string' ? algorithm : (algorithm.name ?? '');
      if (format === 'pkcs8' || (format === 'raw' && /AES|HKDF|HMAC/.test(of))) {
        const view = ArrayBuffer.isView(bytes)
          ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
          : new Uint8Array(bytes);
        tell(format === 'pkcs8' ? 'operator key' : `${of} key`, hexOf(view));
      }
      return Reflect.apply(take, this, given);
    } as typeof take;
    // What the authenticator computed for a finger [PK3].
    const results = PublicKeyCredential.prototype.getClientExtensionResults;
    PublicKeyCredential.prototype.getClientExtensionResults = function () {
      const answer = Reflect.apply(results, this, []);
      const first = answer.prf?.results?.first;
      if (first instanceof ArrayBuffer) tell('PRF output', hexOf(new Uint8Array(first)));
      return answer;
    };
  });
  return heard;
}

function needlesFor(heard: readonly { name: string; hex: string }[]): Needle[] {
  const people = [
    ...canaries(PEOPLE),
    { fullName: newcomer(0).fullName, number: newcomer(0).number },
  ];
  const keys = new Map(heard.map((each) => [each.hex, each.name]));
  return [
    ...people.flatMap(({ fullName, number }, nth) => [
      textNeedle(`person ${nth}`, fullName),
      textNeedle(`person ${nth}, folded`, foldedKey(fullName)),
      textNeedle(`number ${nth}`, number),
    ]),
    textNeedle('PIN', HA.pin),
    textNeedle('password', DEMO_PASSWORD),
    ...[...keys].map(([hex, name]) => {
      const bytes = new Uint8Array(Buffer.from(hex, 'hex'));
      return keyNeedle(name, name === 'operator key' ? bytes.slice(...SCALAR) : bytes);
    }),
  ].filter(({ forms }) => forms.every(({ bytes }) => bytes.length >= 8));
}

/** A tablet at work, then locked, then killed while it was open; what is on its disk each time. */
async function leavesBehind(office: Office, camera: CameraFilm, policy: PolicyWatch) {
  const profile = mkdtempSync(join(tmpdir(), 'khop-disk-'));
  try {
    let browser = await openBrowser(profile, office.url);
    policy.watch(browser.context);
    const heard = await overhears(browser.context);
    const nurse = nurseAt(browser.page, camera);
    await nurse.startsWork(office);
    await addFinger(browser.page);
    await nurse.addsFinger();
    await nurse.goesOffline();
    await nurse.types(newcomer(0));
    await nurse.records();
    await nurse.isHome();
    await nurse.finds(cardOf('match').person.fullName);
    await nurse.row(cardOf('match').person.fullName).tap();
    await nurse.box('Nhiệt độ').fill('36,8');
    await nurse.choice('Đủ điều kiện').tap();
    await nurse.page.goBack();
    await nurse.locks();
    const atLock = needlesFor(heard);
    const locked = {
      kept: await findKept(browser.page, atLock),
      disk: findOnDisk(profile, atLock),
    };

    await nurse.unlocks();
    await nurse.locks();
    await nurse.unlocksByFinger();
    await nurse.finds(newcomer(0).fullName);
    await nurse.sees(newcomer(0).fullName);
    await browser.kill();
    const needles = needlesFor(heard);
    const disk = findOnDisk(profile, needles);
    browser = await openBrowser(profile, office.url);
    // The same origin, and nothing of the app runs there.
    await browser.page.goto('/icon.svg');
    const killed = { kept: await findKept(browser.page, needles), disk };
    await browser.close();
    const names = new Set(heard.map(({ name }) => name));
    return { locked, killed, keys: [...names].sort() };
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}

test('the disk of a locked and of a killed tablet says nothing: no person, no PIN, no key', async ({
  office,
  camera,
  policy,
}) => {
  camera.show(null);
  const { locked, killed, keys } = await leavesBehind(office, camera, policy);
  expect(keys).toEqual(['AES-GCM key', 'HKDF key', 'PRF output', 'operator key']);
  for (const { kept, disk } of [locked, killed]) {
    expect(kept.found).toEqual([]);
    expect(disk.found).toEqual([]);
    expect(kept.bytesRead).toBeGreaterThan(100_000);
    expect(disk.bytesRead).toBeGreaterThan(1_000_000);
  }
});

test('[control] a build that seals nothing is found out by the same search', async ({
  camera,
  policy,
}) => {
  camera.show(null);
  const client = mkdtempSync(join(tmpdir(), 'khop-unsealed-'));
  await buildPlanted(UNSEALED, client);
  const office = await openOffice({ KHOP_CLIENT_DIR: client });
  try {
    const { locked, killed } = await leavesBehind(office, camera, policy);
    for (const { kept, disk } of [locked, killed]) {
      const people = kept.found.filter((each) => /: person \d+ as utf-8$/.test(each));
      expect(people.length).toBeGreaterThanOrEqual(PEOPLE);
      for (const { found } of [kept, disk]) {
        expect(found.some((each) => /AES-GCM key as bytes/.test(each))).toBe(true);
        expect(found.some((each) => /operator key as bytes/.test(each))).toBe(true);
        expect(found.some((each) => /: person \d+ as/.test(each))).toBe(true);
      }
    }
  } finally {
    await office.end();
    rmSync(client, { recursive: true, force: true });
  }
});
