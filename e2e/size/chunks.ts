/** What we read of Vite's `manifest.json`: by module, the file made of it and what that pulls in. */
export type Manifest = Record<
  string,
  { file: string; imports?: string[] | undefined; css?: string[] | undefined }
>;

/** What is fetched for these modules: their files, styles, and those of all they import statically. */
export function filesFor(manifest: Manifest, modules: readonly string[]): Set<string> {
  const files = new Set<string>();
  const seen = new Set<string>();
  const visit = (module: string) => {
    if (seen.has(module)) return;
    seen.add(module);
    const chunk = manifest[module];
    if (!chunk) throw new Error(`the build has no ${module}`);
    files.add(chunk.file);
    for (const style of chunk.css ?? []) files.add(style);
    for (const each of chunk.imports ?? []) visit(each);
  };
  for (const module of modules) visit(module);
  return files;
}

/** The modules that are screens of their own. */
export function pagesOf(manifest: Manifest): string[] {
  return Object.keys(manifest).filter((module) => /^src\/features\/.*-page\.tsx$/.test(module));
}

/** The addresses in the service worker's precache list. */
export function precachedBy(worker: string): string[] {
  return [...worker.matchAll(/\{"revision":(?:null|"\w+"),"url":"([^"]+)"\}/g)].map(
    ([, url]) => url ?? '',
  );
}
