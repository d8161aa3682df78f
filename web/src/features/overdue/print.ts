// Printing the audit: the whole list first, then the trail, then the paper. A sheet that is short of rows proves nothing.
import { nextTick, ref } from 'vue'
import { api, unwrap } from '@/api/client'
import { queryStrings } from '@/lib/ledgerLink'
import type { OverdueFilter } from './queries'

interface Pages {
  hasNextPage: { value: boolean }
  fetchNextPage: () => Promise<{ isError: boolean; error: unknown }>
}

/** Reads the pages that are not on screen yet. */
export async function readToEnd(list: Pages): Promise<void> {
  while (list.hasNextPage.value) {
    const { isError, error } = await list.fetchNextPage()
    if (isError) throw error
  }
}

const record = (filter: OverdueFilter, count: number): Promise<unknown> => {
  const query = new URLSearchParams(queryStrings(filter)).toString()
  return unwrap(api.POST('/api/v1/audit/prints', { body: { what: 'overdue', query, count } }))
}

export function usePrint(list: Pages, rows: { value: readonly unknown[] }, filter: { value: OverdueFilter }) {
  const isPrinting = ref(false)
  async function print(): Promise<void> {
    isPrinting.value = true
    try {
      await readToEnd(list)
      await record(filter.value, rows.value.length)
      await nextTick()
      window.print()
    } finally {
      isPrinting.value = false
    }
  }
  return { print, isPrinting }
}
