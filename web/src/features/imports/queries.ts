// Upload, preview, apply, and the drafts of what was applied.
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { batchLimit } from '@/actions/queries'
import { api, invalidateMatters, unwrap } from '@/api/client'
import type { Import, UploadForm } from '@/api/types'
import { useWrite } from '@/ui/write'
import type { RowKey } from './preview'

export interface Upload {
  file: File
  year: number
  planId: string | null
}

export function useUpload() {
  const client = useQueryClient()
  return useWrite(
    ({ file, year, planId }: Upload, signal) => {
      // A form with a file travels as it is; the schema can only describe its parts.
      const form = new FormData()
      form.append('file', file)
      form.append('year', String(year))
      if (planId) form.append('plan_id', planId)
      return unwrap(api.POST('/api/v1/imports', { body: form as unknown as UploadForm, signal }))
    },
    {
      onSuccess: (made) => {
        client.setQueryData(['import', made.id], made)
        void client.invalidateQueries({ queryKey: ['matters', 'imports'] })
      },
    },
  )
}

/** The uploads of the county, newest first. */
export const useImports = () =>
  useInfiniteQuery({
    // The drafts that are left change with the matters.
    queryKey: ['matters', 'imports'],
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET('/api/v1/imports', { params: { query: { limit: 10, ...(pageParam ? { cursor: pageParam } : {}) } } }),
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
  })

export function useImport(id: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: computed(() => ['import', toValue(id)] as const),
    queryFn: ({ queryKey: [, wanted] }) =>
      unwrap(api.GET('/api/v1/imports/{id}', { params: { path: { id: wanted } } })),
    staleTime: Infinity,
  })
}

export function useApply() {
  const client = useQueryClient()
  return useWrite(
    ({ id, skip, repeated }: { id: string; skip: RowKey[]; repeated: boolean }, signal) =>
      unwrap(
        api.POST('/api/v1/imports/{id}/apply', {
          params: { path: { id } },
          body: { skip_rows: skip, confirm_duplicates: repeated },
          signal,
        }),
      ),
    {
      onSuccess: (applied) => {
        client.setQueryData(['import', applied.id], applied)
        invalidateMatters()
      },
      // Applied by a colleague, or by this page before the answer was lost: the preview is read again.
      onError: (_, { id }) => client.invalidateQueries({ queryKey: ['import', id] }),
    },
  )
}

/** The filters of the ledger that list what this import made and nobody has issued yet. */
export const draftsOf = (made: Pick<Import, 'id'>): Record<string, string> => ({ status: 'draft', import: made.id })

export function useDrafts(made: MaybeRefOrGetter<Import>) {
  return useQuery({
    queryKey: computed(() => ['matters', 'import', toValue(made).id] as const),
    // An import has no more matters than one page of a list holds, nor than one batch may issue.
    queryFn: async ({ queryKey: [, , id] }) => {
      const query = { ...draftsOf({ id }), limit: batchLimit }
      return (await unwrap(api.GET('/api/v1/matters', { params: { query } }))).items
    },
  })
}
