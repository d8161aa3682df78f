// Signing in and the accounts that a demo offers for it.
import { useQuery } from '@tanstack/vue-query'
import { api, unwrap } from '@/api/client'
import { allOf } from '@/api/enums'
import { Problem } from '@/api/problem'
import { beginSession } from '@/api/session'
import type { DemoAccount, Role, SignedIn } from '@/api/types'
import { useWrite } from '@/ui/write'

export interface Credentials {
  username: string
  password: string
}

export const useSignIn = () =>
  useWrite<SignedIn, Credentials>((body, signal) => unwrap(api.POST('/api/v1/auth/login', { body, signal })), {
    onSuccess: beginSession,
  })

/** Empty outside demo mode, where the address does not exist. */
export const useDemoAccounts = () =>
  useQuery({
    queryKey: ['demo', 'accounts'],
    queryFn: async (): Promise<DemoAccount[]> => {
      try {
        return (await unwrap(api.GET('/api/v1/demo/accounts'))).items
      } catch (thrown) {
        if (Problem.of(thrown).status === 404) return []
        throw thrown
      }
    },
    staleTime: Infinity,
  })

export interface AccountGroup {
  region: string
  role: Role
  accounts: DemoAccount[]
}

const order = allOf<Role>()([
  'supervisor',
  'county_head',
  'leader',
  'department_head',
  'handler',
  'city_supervisor',
  'statistician',
  'system_admin',
  'security_admin',
  'auditor',
])

/** The regions, the one with most accounts first: that is the one to look at. */
export function regionsOf(accounts: readonly DemoAccount[]): string[] {
  const size = (region: string): number => accounts.filter((account) => account.region === region).length
  return [...new Set(accounts.map((account) => account.region))].sort((a, b) => size(b) - size(a))
}

/** Accounts by region and role, roles in the order of the work. */
export function groupAccounts(accounts: readonly DemoAccount[], needle: string): AccountGroup[] {
  const wanted = needle.trim().toLowerCase()
  const matching = accounts.filter((account) => accountText(account).includes(wanted))
  return regionsOf(accounts).flatMap((region) =>
    order
      .map((role) => ({ region, role, accounts: matching.filter((a) => a.region === region && a.role === role) }))
      .filter((group) => group.accounts.length > 0),
  )
}

const accountText = (account: DemoAccount): string =>
  [account.username, account.name, account.post, account.unit].join(' ').toLowerCase()
