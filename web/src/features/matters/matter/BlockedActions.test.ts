import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { queryClient } from '@/api/client'
import type { Matter, Me } from '@/api/types'
import { i18n, plugins } from '@/testing/plugins'
import en from '../locale.en.json'
import zh from '../locale.zh-CN.json'
import BlockedActions from './BlockedActions.vue'

beforeEach(() => queryClient.setQueryData<Me>(['me'], { id: 'u', region: { level: 'county' } } as Me))
afterEach(() => {
  i18n.global.locale.value = 'zh-CN'
  queryClient.clear()
})

const parts = (count: number) => Array.from({ length: count }, () => ({ part: 'pending' }))
function linesOf(blocked: object[], open = 2, actions = ['edit']): string[] {
  const matter = {
    blocked_actions: blocked,
    actions,
    co_departments: [...parts(open), { part: 'done' }],
  } as unknown as Matter
  const list = mount(BlockedActions, { props: { matter }, global: { plugins } })
  return list.findAll('li').map((line) => line.text())
}

const languages = { 'zh-CN': zh.matters.barred, en: en.matters.barred } as const
it.each(Object.keys(languages) as (keyof typeof languages)[])('says why each action is blocked, in %s', (language) => {
  i18n.global.locale.value = language
  const words: Record<string, string> = languages[language]
  const rules = Object.keys(words)
  const lines = linesOf(rules.map((rule) => ({ action: 'claim', rule })))
  expect(lines).toHaveLength(rules.length)
  rules.forEach((rule, at) => expect(lines[at]).toContain(words[rule]!.split(' | ').at(-1)!.replace('{n}', '2')))
})

it.each([
  ['zh-CN', 1, '暂不能“申请办结”：还有1个配合单位未完成'],
  ['en', 1, '1 co-department is not done. It opens when it is'],
  ['en', 3, '3 co-departments are not done. It opens when they are'],
] as const)('counts the co-departments that are not done, in %s: %i', (language, open, said) => {
  i18n.global.locale.value = language
  expect(linesOf([{ action: 'claim', rule: 'parts_open' }], open).join()).toContain(said)
})

it.each([
  ['who may edit the draft', ['edit', 'submit_for_approval'], '可编辑补填后直接交办，或先报批'],
  ['who may not', [], '由督查室补填依据或报批'],
])('names a way out that is open to the reader where the basis is missing: %s', (_, actions, said) => {
  expect(linesOf([{ action: 'issue', rule: 'basis_required' }], 0, actions).join()).toContain(said)
})

it('draws nothing for a rule that it has no words for', () => {
  expect(linesOf([{ action: 'claim', rule: 'of_a_newer_server' }])).toEqual([])
})
