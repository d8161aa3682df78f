// The one cache of server state. Keys begin with a noun: ['me'], ['matters', filters], ['matter', id, 'events'], …
// A query reads its filters and ids from its key, never from the page: a further page or another try may come when the
// page shows something else by now.
import { QueryClient } from '@tanstack/vue-query'
import { Problem } from './problem'

// `always`: the library's default lets reads and writes wait, unseen, while the browser calls itself offline, and does
// them when it is back, whatever the user has given up by then. Here they are tried and fail. Nothing overrides this
// (`defaults.test.ts`).
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: 15_000,
      refetchOnWindowFocus: true,
      refetchOnReconnect: true,
      retry: (failures, error) => failures < 2 && retriable(Problem.of(error)),
    },
    mutations: { networkMode: 'always', retry: false },
  },
})

/** A server that is there and asks for patience. One that is away is told at once. */
const retriable = ({ status }: Problem): boolean => status === 502 || status === 503

/** Everything that a change of these matters, or of any matter, may show differently. */
export function invalidateMatters(...ids: string[]): void {
  const nouns = ['matters', 'home', 'overdue', 'counters', 'escalations', 'city', 'worker']
  for (const noun of nouns) void queryClient.invalidateQueries({ queryKey: [noun] })
  const keys = ids.length ? ids.map((id) => ['matter', id]) : [['matter']]
  for (const queryKey of keys) void queryClient.invalidateQueries({ queryKey })
}
