// Between an account, its form and what is sent.
import type { NewUser, PatchUser, User, UserFields } from '@/api/adminTypes'
import type { Role } from '@/api/types'

export interface UserForm {
  username: string
  password: string
  name: string
  post: string
  role: Role | ''
  department_id: string
  liaison_id: string
  portfolio: string[]
}

export const emptyForm = (): UserForm => ({
  username: '',
  password: '',
  name: '',
  post: '',
  role: '',
  department_id: '',
  liaison_id: '',
  portfolio: [],
})

export const formOf = (user: User): UserForm => ({
  username: user.username,
  password: '',
  name: user.name,
  post: user.post ?? '',
  role: user.role,
  department_id: user.department?.id ?? '',
  liaison_id: user.liaison?.id ?? '',
  portfolio: user.portfolio.map((unit) => unit.id),
})

const fieldsOf = (form: UserForm): UserFields => ({
  name: form.name.trim(),
  post: form.post.trim() || null,
  role: form.role as Role,
  department_id: form.department_id || null,
  liaison_id: form.liaison_id || null,
  portfolio: form.portfolio,
})

export const newUser = (form: UserForm): NewUser => ({
  ...fieldsOf(form),
  username: form.username.trim(),
  password: form.password,
})

/** Only what differs is sent. */
export function changesOf(user: User, form: UserForm): PatchUser {
  const before = fieldsOf(formOf(user))
  const after = fieldsOf(form)
  const differs = (key: keyof UserFields): boolean => JSON.stringify(before[key]) !== JSON.stringify(after[key])
  return Object.fromEntries(
    (Object.keys(after) as (keyof UserFields)[]).filter(differs).map((key) => [key, after[key]]),
  )
}

export const accountStates = ['active', 'first', 'locked', 'inactive'] as const
export type AccountState = (typeof accountStates)[number]

/** What an account's state is to an administrator: the gravest first. */
export function stateOf(user: User): AccountState {
  if (!user.active) return 'inactive'
  if (user.locked_until) return 'locked'
  return user.must_change_password ? 'first' : 'active'
}

export function matches(user: User, words: string): boolean {
  const wanted = words.trim().toLowerCase()
  return [user.name, user.username, user.post, user.department?.name].some((text) =>
    text?.toLowerCase().includes(wanted),
  )
}

const alphabets = ['abcdefghijkmnpqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789', '-_.+#']

/** A random password of four kinds of characters without those that look alike. */
export function generatePassword(length = 14): string {
  const pick = (alphabet: string): string => alphabet[below(alphabet.length)] as string
  const letters = Array.from({ length }, (_, i) => pick(alphabets[i] ?? alphabets.join('')))
  for (let i = letters.length - 1; i > 0; i -= 1) {
    const j = below(i + 1)
    ;[letters[i], letters[j]] = [letters[j] as string, letters[i] as string]
  }
  return letters.join('')
}

/** An unbiased random number from 0 to limit - 1, limit ≤ 256. */
function below(limit: number): number {
  const top = 256 - (256 % limit)
  for (;;) {
    const [byte] = crypto.getRandomValues(new Uint8Array(1))
    if ((byte as number) < top) return (byte as number) % limit
  }
}
