// Keeps what is on screen current: each change that the feed reports makes the queries about it stale.
import { onScopeDispose, ref, watch } from 'vue'
import { invalidateMatters, queryClient } from '@/api/client'
import { sessionEpoch } from '@/api/session'
import { onStream, openStream } from '@/api/stream'

export function useLive() {
  const connected = ref(true)
  let pending: number | undefined
  const changed = new Set<string>()

  function flush(): void {
    pending = undefined
    invalidateMatters(changed.size === 1 ? [...changed][0] : undefined)
    changed.clear()
  }

  const stops = [
    onStream('connected', (up) => {
      connected.value = up
    }),
    onStream('change', ({ matter_id }) => {
      if (matter_id) changed.add(matter_id)
      pending ??= window.setTimeout(flush, 400)
    }),
    onStream('notification', () => void queryClient.invalidateQueries({ queryKey: ['notifications'] })),
  ]
  let close = openStream()
  watch(sessionEpoch, () => {
    close()
    close = openStream()
  })
  onScopeDispose(() => {
    close()
    window.clearTimeout(pending)
    for (const stop of stops) stop()
  })
  return { connected }
}
