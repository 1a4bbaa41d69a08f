import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isAllowedLicence } from './licences.ts';
import { readLock } from './lockfile.ts';
import { type Component, readSbom } from './sbom.ts';
import { secretsIn } from './secrets.ts';
import { root } from './step.ts';

const text = readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8');

describe('the lockfile', () => {
  test('holds every package by its SHA-512, from the registry alone', () => {
    const { integrities, problems } = readLock(text);
    expect(problems).toEqual([]);
    const count = text.match(/^ {4}resolution: /gm)?.length ?? 0;
    expect(count).toBeGreaterThan(200);
    expect(integrities.size).toBe(count);
  });

  test('a tarball, an address, git or another hash in it is found', () => {
    const good = text.match(/^ {4}resolution: .*$/m)?.[0] ?? '';
    for (const bad of [
      good.replace('}', ', tarball: https://evil.example/x.tgz}'),
      '    resolution: {integrity: sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=}',
      '    resolution: {commit: 0123, repo: git@example, type: git}',
      '    resolution: {directory: ../x, type: directory}',
    ]) {
      expect(readLock(text.replace(good, bad)).problems.length, bad).toBeGreaterThan(0);
    }
    expect(readLock(`${text}\n  registry: https://evil.example/`).problems).toHaveLength(1);
  });

  test('is that of the packages’ own lists: an install from it changes nothing', () => {
    const args = [
      '--yes',
      'pnpm@12',
      'install',
      '--frozen-lockfile',
      '--lockfile-only',
      '--offline',
    ];
    expect(() => execFileSync('npx', args, { cwd: root, stdio: 'pipe' })).not.toThrow();
  });
});

describe('the bill of materials', () => {
  const { components, bomFormat, specVersion } = readSbom();
  const ours = ['client', 'server', 'shared', 'e2e'].map((room) => `@khop/${room}`);
  const nameOf = ({ group, name }: Component) => (group === undefined ? name : `${group}/${name}`);
  const foreign = components.filter((each) => !ours.includes(nameOf(each)));

  test('is CycloneDX and names each package with the hash the lockfile holds it by', () => {
    expect([bomFormat, specVersion]).toEqual(['CycloneDX', '1.6']);
    expect(foreign.length).toBeGreaterThan(100);
    const { integrities } = readLock(text);
    const wrong = foreign.filter((each) => {
      const held = integrities.get(`${nameOf(each)}@${each.version}`) ?? '';
      const hex = Buffer.from(held.replace('sha512-', ''), 'base64').toString('hex');
      const said = each.externalReferences?.flatMap(({ hashes = [] }) => hashes) ?? [];
      return hex === '' || !said.some(({ alg, content }) => alg === 'SHA-512' && content === hex);
    });
    expect(wrong.map(nameOf)).toEqual([]);
  });

  test('every package that runs has a licence of the list', () => {
    const refused = foreign.flatMap((each) => {
      const said = (each.licenses ?? []).map((one) =>
        'expression' in one ? one.expression : (one.license.id ?? one.license.name ?? ''),
      );
      const isFine = said.length > 0 && said.every(isAllowedLicence);
      return isFine ? [] : [`${nameOf(each)}: ${said.join(', ') || 'none'}`];
    });
    expect(refused).toEqual([]);
  });

  test('of two licences the better counts where one may choose', () => {
    const allowed = ['MIT', '(MIT OR GPL-3.0)', 'MIT AND (GPL-3.0 OR ISC)', '(MIT OR CC0-1.0)'];
    const refused = [
      'GPL-3.0',
      'MIT AND GPL-3.0',
      'UNLICENSED',
      '',
      'SEE LICENSE IN x',
      'LGPL-3.0',
    ];
    expect(allowed.filter((each) => !isAllowedLicence(each))).toEqual([]);
    expect(refused.filter(isAllowedLicence)).toEqual([]);
  });
});

describe('secrets', () => {
  test('no tracked file holds one', () => {
    const files = execFileSync('git', ['ls-files', '-z'], { cwd: root }).toString().split('\0');
    const found = files
      .filter((file) => file !== '' && !/\.(webp|png|jpg|wasm|woff2|wav|mp3)$/.test(file))
      .flatMap((file) => {
        try {
          const kinds = secretsIn(readFileSync(join(root, file), 'utf8'));
          return kinds.map((kind) => `${file}: ${kind}`);
        } catch {
          // Taken away and not yet committed.
          return [];
        }
      });
    expect(files.length).toBeGreaterThan(300);
    expect(found).toEqual([]);
  });

  test('one of each kind is seen', () => {
    const sample = 'Ab1'.repeat(30);
    const planted = [
      `-----BEGIN ${'PRIVATE'} KEY-----\n${sample}`,
      `AGE-SECRET-KEY-1${'A'.repeat(58)}`,
      `AKIA${'A'.repeat(16)}`,
      `ghp_${sample.slice(0, 36)}`,
      `glpat-${sample.slice(0, 20)}`,
      `npm_${sample.slice(0, 36)}`,
      `xoxb-${sample}`,
      `AIza${sample.slice(0, 35)}`,
      `sk_live_${sample}`,
      `sk-ant-${sample}`,
      `eyJ${sample}.eyJ${sample}.${sample}`,
      `postgres://khop:${'geheim'}@db.example/khop`,
      `khd_${sample.slice(0, 43)}`,
    ];
    expect(planted.filter((each) => secretsIn(each).length === 0)).toEqual([]);
    expect(secretsIn('postgres://localhost/khop, sk-1, eyJ, -----BEGIN CERTIFICATE-----')).toEqual(
      [],
    );
  });
});
