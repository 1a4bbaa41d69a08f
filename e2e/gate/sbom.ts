import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { root } from './step.ts';

export type Component = {
  name: string;
  group?: string;
  version: string;
  purl: string;
  licenses?: ({ license: { id?: string; name?: string } } | { expression: string })[];
  externalReferences?: { type: string; hashes?: { alg: string; content: string }[] }[];
};
export type Sbom = { bomFormat: string; specVersion: string; components: Component[] };

/** What runs at an office and on a tablet, as CycloneDX, from the lockfile and the installed packages. */
export function writeSbom(file: string): Sbom {
  const format = ['--sbom-format', 'cyclonedx', '--sbom-spec-version', '1.6'];
  const args = ['--yes', 'pnpm@12', 'sbom', ...format, '--sbom-type', 'application', '--prod'];
  execFileSync('npx', [...args, '--out', file], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
  return JSON.parse(readFileSync(file, 'utf8')) as Sbom;
}

export function readSbom(): Sbom {
  const folder = mkdtempSync(join(tmpdir(), 'khop-sbom-'));
  try {
    return writeSbom(join(folder, 'sbom.json'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// `node e2e/gate/sbom.ts FILE`
if (import.meta.main) {
  const { components } = writeSbom(resolve(process.argv[2] ?? 'sbom.json'));
  process.stdout.write(`${components.length} components\n`);
}
