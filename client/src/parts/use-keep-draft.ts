import { useEffect, useMemo } from 'react';
import { useOpenWork } from '../app/use-updates.tsx';
import { useTablet } from '../deps.tsx';
import { type DraftKeeper, keepDraft } from './draft-keeper.ts';

/** Saves `value` under `key` whenever it changes; no new version is taken meanwhile (UX10). */
export function useKeepDraft(key: string, value: unknown): DraftKeeper {
  const { drafts } = useTablet();
  const keeper = useMemo(() => keepDraft(drafts, key), [drafts, key]);
  useOpenWork(true);
  useEffect(() => keeper.keep(value), [keeper, value]);
  return keeper;
}
