// The one cache of server state. Keys begin with a noun: ['me'], ['matters', filters], ['matter', id, 'events'], …
// A query reads its filters and ids from its key, never from the page: a further page or another try may come when the
// page shows something else by now.
import { QueryClient } from '@tanstack/vue-query'
import { Problem } from './problem'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: true,
      retry: (failures, error) => failures < 2 && retriable(Problem.of(error)),
    },
    mutations: { retry: false },
  },
})

function retriable(problem: Problem): boolean {
  return problem.code === 'network' || problem.status === 502 || problem.status === 503
}

/** Everything that a change of these matters, or of any matter, may show differently. */
export function invalidateMatters(...ids: string[]): void {
  const nouns = ['matters', 'home', 'overdue', 'counters', 'escalations', 'city', 'worker']
  for (const noun of nouns) void queryClient.invalidateQueries({ queryKey: [noun] })
  const keys = ids.length ? ids.map((id) => ['matter', id]) : [['matter']]
  for (const queryKey of keys) void queryClient.invalidateQueries({ queryKey })
}
