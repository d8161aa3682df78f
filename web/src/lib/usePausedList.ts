// Reading many pages again for each change that anybody makes would keep the server busy with nothing else: past two
// pages a list stands still and says that there is something newer.
import { hashKey, type InfiniteData, type QueryKey } from '@tanstack/vue-query'
import { computed, onScopeDispose, ref, watch } from 'vue'
import { queryClient } from '@/api/queries'

/** Opens the list that is read under `key`; `enabled` says whether it reads itself again when something changed. */
export function usePausedList<List extends { refetch: () => Promise<unknown> }>(
  key: () => QueryKey,
  open: (enabled: () => boolean) => List,
) {
  const reads = ref(0)
  const outdated = ref(false)
  const pages = (): number => queryClient.getQueryData<InfiniteData<unknown>>(key())?.pages.length ?? 0
  // Asked of the cache under the key of this moment: another list is never held back, nor let go, for the one before it.
  // The cache is not reactive; `reads` tells that it has something new.
  const paused = computed(() => reads.value >= 0 && pages() > 2)
  const list = open(() => !paused.value)
  watch(
    [() => hashKey(key()), paused],
    ([, isPaused]) => {
      // Come back to after a while: what is shown may be of then.
      const { dataUpdatedAt = 0, isInvalidated = false } = queryClient.getQueryState(key()) ?? {}
      outdated.value = isPaused && (isInvalidated || Date.now() - dataUpdatedAt > 60_000)
    },
    { immediate: true },
  )
  // A change, a line that came back and a new day alike call what was read out of date.
  const stop = queryClient.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.query.queryHash !== hashKey(key())) return
    reads.value += 1
    if (event.action.type === 'invalidate') outdated.value = paused.value
  })
  onScopeDispose(stop)
  function refresh() {
    outdated.value = false
    // Clear the flag first; otherwise an invalidation during the refetch is lost.
    queryClient.getQueryCache().find({ queryKey: key() })?.setState({ isInvalidated: false })
    return list.refetch() as ReturnType<List['refetch']>
  }
  return { list, paused, outdated, refresh }
}
