// Accounts of the region.
import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import type { NewUser, PatchUser, User } from '@/api/adminTypes'
import { api, type Problem, unwrap } from '@/api/client'
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

function useChange<T, V>(change: (value: V) => Promise<T>) {
  const client = useQueryClient()
  return useMutation<T, Problem, V>({
    mutationFn: change,
    onSuccess: () => Promise.all(['users', 'leaders'].map((noun) => client.invalidateQueries({ queryKey: [noun] }))),
  })
}

export const useCreateUser = () => useChange((body: NewUser) => unwrap(api.POST('/api/v1/users', { body })))

export const usePatchUser = () =>
  useChange(({ id, changes }: { id: string; changes: PatchUser }) =>
    unwrap(api.PATCH('/api/v1/users/{id}', { params: { path: { id } }, body: changes })),
  )

export const useSetPassword = () =>
  useChange(({ id, password }: { id: string; password: string }) =>
    unwrap(api.POST('/api/v1/users/{id}/password', { params: { path: { id } }, body: { password } })),
  )
