// Reading many pages again for each change that anybody makes would keep the server busy with nothing else: past two
// pages a list stands still and says that there is something newer. The list itself is read with `enabled: !deep`.
import { onScopeDispose, ref, type Ref, watch } from 'vue'
import { onStream } from '@/api/stream'

interface PagedList {
  data: Ref<{ pages: readonly unknown[] } | undefined>
  dataUpdatedAt: Ref<number>
  refetch: () => Promise<unknown>
}

/** `request` is what the list asks for; another one begins anew. */
export function useDeepList(list: PagedList, request: Ref<unknown>, deep: Ref<boolean>) {
  const outdated = ref(false)
  watch(
    () => (list.data.value?.pages.length ?? 0) > 2,
    (isDeep) => {
      deep.value = isDeep
      // Come back to after a while: what is shown may be of then.
      outdated.value = isDeep && Date.now() - list.dataUpdatedAt.value > 60_000
    },
    { immediate: true },
  )
  watch(request, () => {
    deep.value = false
    outdated.value = false
  })
  onScopeDispose(onStream('change', () => (outdated.value = deep.value)))
  async function renew(): Promise<void> {
    outdated.value = false
    await list.refetch()
  }
  return { outdated, renew }
}
