import { describe, expect, it } from 'vitest'
import type { User } from '@/api/adminTypes'
import { changesOf, formOf, emptyForm, generatePassword, matches, newUser } from './userForm'

const user: User = {
  id: 'u',
  username: 'd02',
  name: '经办人',
  post: '办公室',
  role: 'handler',
  can_manage: true,
  department: { id: 'd', name: '县工业和信息化局' },
  liaison: null,
  portfolio: [],
  active: true,
  must_change_password: false,
  locked_until: null,
  created_at: '2023-01-01T00:00:00Z',
}

describe('account form', () => {
  it('sends only what differs, and null for what was emptied', () => {
    expect(changesOf(user, formOf(user))).toEqual({})
    expect(changesOf(user, { ...formOf(user), post: ' ', role: 'department_head' })).toEqual({
      post: null,
      role: 'department_head',
    })
  })

  it('sends a new account without empty ids', () => {
    expect(
      newUser({ ...emptyForm(), username: ' tongji ', name: '统计', role: 'statistician', password: 'x' }),
    ).toEqual({
      username: 'tongji',
      name: '统计',
      role: 'statistician',
      password: 'x',
      post: null,
      department_id: null,
      liaison_id: null,
      portfolio: [],
    })
  })

  it.each([
    ['工业', true],
    ['D02', true],
    ['', true],
    ['财政', false],
  ])('finds by %s: %s', (words, found) => expect(matches(user, words)).toBe(found))

  it('makes passwords that the policy accepts', () => {
    for (let i = 0; i < 50; i += 1) {
      const password = generatePassword()
      expect(password).toHaveLength(14)
      for (const kind of [/[a-z]/, /[A-Z]/, /\d/, /[-_.+#]/]) expect(password).toMatch(kind)
    }
  })
})
