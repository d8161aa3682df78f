// Accounts of the region.
import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { shallowRef } from 'vue'
import type { NewUser, PatchUser, User } from '@/api/adminTypes'
import { api, type Problem, unwrap } from '@/api/client'
import { type Attempt, onceHeader } from '@/api/once'
import type { Page } from '@/api/types'

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
function useChange<T, V>(change: (value: V, header: ReturnType<typeof onceHeader>) => Promise<T>) {
  const client = useQueryClient()
  const last = shallowRef<Attempt | null>(null)
  return useMutation<T, Problem, V>({
    mutationFn: (value) => change(value, onceHeader(last, value)),
    onSuccess: () => {
      last.value = null
      return Promise.all(['users', 'leaders'].map((noun) => client.invalidateQueries({ queryKey: [noun] })))
    },
  })
}

export const useCreateUser = () =>
  useChange((body: NewUser, header) => unwrap(api.POST('/api/v1/users', { params: { header }, body })))

export const usePatchUser = () =>
  useChange(({ id, changes }: { id: string; changes: PatchUser }, header) =>
    unwrap(api.PATCH('/api/v1/users/{id}', { params: { path: { id }, header }, body: changes })),
  )

export const useSetPassword = () =>
  useChange(({ id, password }: { id: string; password: string }, header) =>
    unwrap(api.POST('/api/v1/users/{id}/password', { params: { path: { id }, header }, body: { password } })),
  )
