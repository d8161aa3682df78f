// The movable clock of `duban serve --demo`. Outside demo mode the address does not exist and the clock is null.
import { useQuery } from '@tanstack/vue-query'
import { api, Problem, queryClient, unwrap } from './client'
import type { DemoClock } from './types'

const address = '/api/v1/demo/clock'

/** Where the demonstration ledger can be downloaded. */
export const demoLedger = '/api/v1/demo/ledger'

export type ClockMove = { advance: string } | { to: string }

async function fetchClock(): Promise<DemoClock | null> {
  try {
    return await unwrap(api.GET(address))
  } catch (thrown) {
    if (Problem.of(thrown).isGone) return null
    throw thrown
  }
}

const clock = { queryKey: ['demo', 'clock'], queryFn: fetchClock, staleTime: 60_000 }

/** False also where nobody answers: the banner comes later then. */
export const isDemo = (): Promise<boolean> =>
  queryClient.fetchQuery(clock).then(
    (found) => found !== null,
    () => false,
  )

/** The clock may be moved on another screen, which is no change that the feed tells: it is looked at while it is shown. */
export function useDemoClock() {
  return useQuery({
    ...clock,
    refetchInterval: ({ state }) => (state.data ? 10_000 : false),
  })
}

/** Answers after the alerts up to the new time have been swept. */
export const moveClock = (move: ClockMove, signal: AbortSignal): Promise<DemoClock> =>
  unwrap(api.POST(address, { body: move, signal }))
