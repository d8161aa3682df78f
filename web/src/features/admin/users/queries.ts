// Accounts of the region.
import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { shallowRef } from 'vue'
import type { NewUser, PatchUser, User } from '@/api/adminTypes'
import { api, unwrap } from '@/api/client'
import { type Attempt, idempotencyHeader } from '@/api/idempotency'
import type { Page } from '@/api/types'
import { useWrite } from '@/ui/write'

async function fetchAll(): Promise<User[]> {
  const users: User[] = []
  let cursor: string | null = null
  do {
    const query: Record<string, string | number> = { limit: 200, ...(cursor ? { cursor } : {}) }
    const page: Page<User> = await unwrap(api.GET('/api/v1/users', { params: { query } }))
    users.push(...page.items)
    cursor = page.next_cursor
  } while (cursor)
  return users
}

/** All of them: a county has a few hundred, and the search runs over what is shown. */
export const useUsers = () => useQuery({ queryKey: ['users'], queryFn: fetchAll })

/** The same sent again after a lost answer is done once; what was answered may be meant again. */
function useChange<T, V>(change: (value: V, once: Once) => Promise<T>) {
  const client = useQueryClient()
  const last = shallowRef<Attempt | null>(null)
  return useWrite<T, V>((value, signal) => change(value, { header: idempotencyHeader(last, value), signal }), {
    onSuccess: () => {
      last.value = null
      return Promise.all(['users', 'leaders'].map((noun) => client.invalidateQueries({ queryKey: [noun] })))
    },
  })
}
interface Once {
  header: ReturnType<typeof idempotencyHeader>
  signal: AbortSignal
}

export const useCreateUser = () =>
  useChange((body: NewUser, { header, signal }) =>
    unwrap(api.POST('/api/v1/users', { params: { header }, body, signal })),
  )

export const usePatchUser = () =>
  useChange(({ id, changes }: { id: string; changes: PatchUser }, { header, signal }) =>
    unwrap(api.PATCH('/api/v1/users/{id}', { params: { path: { id }, header }, body: changes, signal })),
  )

/** Opens the locks of failed sign-ins; the password stays. */
export const useUnlock = () =>
  useChange(({ id }: { id: string }, { header, signal }) =>
    unwrap(api.POST('/api/v1/users/{id}/unlock', { params: { path: { id }, header }, signal })),
  )

export const useSetPassword = () =>
  useChange(({ id, password }: { id: string; password: string }, { header, signal }) =>
    unwrap(api.POST('/api/v1/users/{id}/password', { params: { path: { id }, header }, body: { password }, signal })),
  )
