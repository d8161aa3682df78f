// Keeps what is on screen current: what the feed reports, what a lost connection may have missed, and the turn of the day.
import type { Query } from '@tanstack/vue-query'
import { onScopeDispose, ref, watch } from 'vue'
import { fetchMe, invalidateMatters, queryClient } from '@/api/client'
import { sessionEpoch } from '@/api/session'
import { onStream, openStream } from '@/api/stream'
import type { Import, Me } from '@/api/types'
import { throttle } from '@/lib/throttle'
import { dateOf } from '@/lib/dates'

/** A single change shows at once; a batch of two hundred is one rereading every few seconds. */
const delay = 400
const interval = 3_000
/** How often the day is looked at, and how many looks an hour has. */
const dayCheck = 30_000
const hour = 120

export function useLive() {
  const connected = ref(true)
  const changed = new Set<string>()
  let hasNew = false
  const changes = throttle(flush, { delay, interval })

  function flush(): void {
    invalidateMatters(...changed)
    changed.clear()
    stale('demo')
    // A colleague may have applied the import that is looked at here; one that is applied does not change any more.
    const isWaiting = ({ queryKey, state }: Query): boolean =>
      queryKey[0] === 'import' && (state.data as Import | undefined)?.status === 'previewed'
    if (hasNew) void queryClient.invalidateQueries({ predicate: isWaiting })
    hasNew = false
  }

  // What happened while the line was down is in no event.
  function catchUp(): void {
    invalidateMatters()
    for (const noun of ['notifications', 'me', 'demo']) stale(noun)
  }

  const stops = [
    onStream('connected', (up) => {
      if (up && !connected.value) catchUp()
      connected.value = up
    }),
    onStream('change', ({ matter_id, action }) => {
      if (matter_id) changed.add(matter_id)
      hasNew ||= action === 'create'
      changes.call()
    }),
    onStream('notification', () => stale('notifications')),
    followDay(),
  ]
  let close = openStream()
  watch(sessionEpoch, () => {
    close()
    close = openStream()
  })
  onScopeDispose(() => {
    close()
    changes.cancel()
    for (const stop of stops) stop()
  })
  return { connected }
}

const stale = (noun: string): void => void queryClient.invalidateQueries({ queryKey: [noun] })

/**
 * Lights, deadlines and counts turn at the region's midnight without any change being made, and a demonstration's clock
 * is moved on somebody else's screen. `me.today` says the day; when it is another one, everything is read again.
 */
export function followDay(): () => void {
  // At the machine's midnight, and for an hour until the region's has come as well. A clock that is wrong by more says
  // nothing of the region's: then, and as long as the two days differ, once an hour is enough.
  let turnedOn = machineDay()
  let waitingOn = ''
  let waited = 0
  const timer = window.setInterval(() => {
    const known = queryClient.getQueryData<Me>(['me'])?.today
    const now = machineDay()
    if (!known || demoToday() || (now === turnedOn && now === known)) return
    if (now !== waitingOn) [waitingOn, waited] = [now, 0]
    waited += 1
    if ((now !== turnedOn && waited <= hour) || waited % hour === 0) void askDay()
  }, dayCheck)
  let day = queryClient.getQueryData<Me>(['me'])?.today
  let demoDay = demoToday()
  const unsubscribe = queryClient.getQueryCache().subscribe(({ type, query }) => {
    if (type !== 'updated') return
    if (query.queryKey[0] === 'demo' && demoToday() !== demoDay) {
      demoDay = demoToday()
      void askDay()
    }
    const today = queryClient.getQueryData<Me>(['me'])?.today
    if (query.queryKey[0] !== 'me' || !today || today === day) return
    const isFirst = day === undefined
    day = today
    turnedOn = machineDay()
    if (!isFirst) void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' })
  })
  return () => {
    window.clearInterval(timer)
    unsubscribe()
  }
}

const machineDay = (): string => dateOf(new Date().toISOString())

const demoToday = (): string | undefined => queryClient.getQueryData<{ today: string } | null>(['demo', 'clock'])?.today

/** A refusal is left to whoever needs the answer next. */
const askDay = (): Promise<unknown> =>
  queryClient.fetchQuery({ queryKey: ['me'], queryFn: fetchMe, staleTime: 0 }).catch(() => undefined)
