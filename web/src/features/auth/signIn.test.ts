import { expect, it } from 'vitest'
import type { DemoAccount, Role } from '@/api/types'
import { groupAccounts } from './signIn'

const account = (username: string, role: Role, region: string, unit: string): DemoAccount => ({
  username,
  role,
  region,
  unit,
  password: 'p',
  name: username,
  post: null,
})
const accounts = [
  account('d01', 'handler', '师宗县', '县财政局'),
  account('ducha1', 'supervisor', '师宗县', '督查室'),
  account('lin', 'supervisor', '邻县', '督查室'),
]

it('groups by region, then by role in the order of the work', () => {
  expect(groupAccounts(accounts, '').map(({ region, role }) => `${region} ${role}`)).toEqual([
    '师宗县 supervisor',
    '师宗县 handler',
    '邻县 supervisor',
  ])
})

it('finds an account by unit or user name', () => {
  expect(
    groupAccounts(accounts, '财政')
      .flatMap((group) => group.accounts)
      .map((one) => one.username),
  ).toEqual(['d01'])
  expect(groupAccounts(accounts, 'LIN')).toHaveLength(1)
})
