// Printing the audit: the whole list as it is now, then the trail, then the paper. A sheet that is short of rows, or has
// those of an hour ago under today's date, proves nothing.
import { nextTick, ref } from 'vue'
import { api, unwrap } from '@/api/client'
import { queryStrings } from '@/lib/ledgerLink'
import type { OverdueFilter } from './queries'

interface Answer {
  isError: boolean
  error: unknown
}

interface Pages {
  /** Reads what is on screen again. */
  refresh: () => Promise<Answer[]>
  hasNextPage: { value: boolean }
  fetchNextPage: () => Promise<Answer>
}

async function readToEnd(list: Pages): Promise<void> {
  throwFailed(await list.refresh())
  while (list.hasNextPage.value) throwFailed([await list.fetchNextPage()])
}

function throwFailed(answers: Answer[]): void {
  const failed = answers.find(({ isError }) => isError)
  if (failed) throw failed.error
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
