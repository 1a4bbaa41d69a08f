import { useInfiniteQuery } from '@tanstack/react-query';
import { type DeskFilter, useDesk } from '../../desk.tsx';
import { askedFilter } from './filter.ts';

/**
 * The list under a filter, page by page. Kept in memory only and asked anew when it is older than
 * half a minute and somebody looks: verdicts keep coming.
 */
export function useChecks(filter: DeskFilter) {
  const desk = useDesk();
  return useInfiniteQuery({
    queryKey: ['checks', filter],
    queryFn: ({ pageParam, signal }) => desk.checks(askedFilter(filter), pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 30_000,
    refetchInterval: 60_000,
  });
}
