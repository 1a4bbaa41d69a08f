import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import file from '@size-limit/file';
import sizeLimit from 'size-limit';
import { filesFor, type Manifest, pagesOf, precachedBy } from './chunks.ts';

/** The budgets of EXPERIENCE.md section 4, measured on the last build. Sizes in bytes, kB decimal. */

const dist = resolve(import.meta.dirname, '../../client/dist');
const manifest = JSON.parse(readFileSync(`${dist}/.vite/manifest.json`, 'utf8')) as Manifest;

type Measured = { name: string; size: number; limit: number };

async function measure(
  name: string,
  limit: number,
  files: readonly string[],
  packing: { gzip: true } | { brotli: false },
): Promise<Measured> {
  const paths = files.map((each) => `${dist}/${each}`);
  const [check] = (await sizeLimit([file], { checks: [{ files: paths, ...packing }] })) as [
    { size: number },
  ];
  return { name, size: check.size, limit };
}

const gzip = { gzip: true } as const;
const raw = { brotli: false } as const;
const of = (ending: string, files: Iterable<string>) =>
  [...files].filter((each) => each.endsWith(ending));

// A tablet starts locked: the first screen is the lock. Its memory and its postman (Dexie, the wire)
// are fetched beside the shell and measured as a lazy part; the last line adds up all a tablet
// fetches until Home, so that moving code from one line to another hides nothing.
const shell = ['index.html', 'src/locales/vi.po'];
const first = filesFor(manifest, [...shell, 'src/features/unlock/unlock-page.tsx']);
const memory = ['src/open-tablet.ts', 'src/world.ts'];
const home = filesFor(manifest, [...shell, ...memory, 'src/features/home/home-page.tsx']);
const firstJs = [...of('.js', first), 'first-paint.js'];
const fonts = Object.values(manifest).map((chunk) => chunk.file);
const kept = precachedBy(readFileSync(`${dist}/sw.js`, 'utf8'));

const results = [
  await measure('first route, JavaScript', 150_000, firstJs, gzip),
  await measure('first route, CSS', 10_000, of('.css', first), gzip),
  await measure('fonts', 100_000, of('.woff2', fonts), raw),
  await measure('precache, raw', 4_000_000, kept, raw),
  await measure('decoder (wasm)', 420_000, of('.wasm', kept), gzip),
];
for (const part of [memory, ...pagesOf(manifest).map((page) => [page])]) {
  const more = of('.js', filesFor(manifest, part)).filter((each) => !first.has(each));
  results.push(await measure(part.join(', '), 130_000, more, gzip));
}
results.push(await measure('until Home, all JavaScript', 233_000, of('.js', home), gzip));

let isBroken = false;
function report(isKept: boolean, line: string) {
  isBroken ||= !isKept;
  console.log(`${isKept ? 'kept  ' : 'BROKEN'} ${line}`);
}

const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`.padStart(10);
for (const { name, size, limit } of results)
  report(size <= limit, `${kB(size)} of ${kB(limit)}  ${name}`);

// Query's own word: whoever imports it at the root brings it to every tablet.
const withQuery = firstJs.filter((each) =>
  readFileSync(`${dist}/${each}`, 'utf8').includes('queryHash'),
);
report(withQuery.length === 0, `first route without react-query ${withQuery.join(' ')}`);
report(kept.includes('index.html') && kept.length > 5, `the worker keeps ${kept.length} files`);

process.exitCode = isBroken ? 1 : 0;
