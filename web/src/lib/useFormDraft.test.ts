import { mount } from '@vue/test-utils'
import { beforeEach, expect, it } from 'vitest'
import { nextTick, ref } from 'vue'
import { queryClient } from '@/api/client'
import { Problem } from '@/api/problem'
import type { Me } from '@/api/types'
import { plugins } from '@/testing/plugins'
import { draftStorage } from './draftStorage'
import { type FormDraftOptions, useFormDraft } from './useFormDraft'

interface Content {
  text: string
}
const attempt = { content: 'sent', key: 'k' }
const stored = draftStorage<unknown>('u', 'form')

beforeEach(() => {
  sessionStorage.clear()
  queryClient.setQueryData<Me>(['me'], { id: 'u' } as Me)
})

function open(otherBase: FormDraftOptions<Content, number>['otherBase'], base: number) {
  const isOpen = ref(true)
  const isSameBase = (one: number, other: number): boolean => one === other
  let draft = {} as ReturnType<typeof useFormDraft<Content, number>>
  const setup = (): void => {
    draft = useFormDraft<Content, number>({ content: { text: '' }, base: 0, isOpen, isSameBase, otherBase })
    draft.begin('form', { text: '' }, base)
  }
  const page = mount({ template: '<i />', setup }, { global: { plugins } })
  return { draft, isOpen, page }
}

it.each([
  ['restore', 1, 'typed', attempt],
  ['restore', 2, 'typed', null],
  ['discard', 1, 'typed', attempt],
  ['discard', 2, '', null],
] as const)('%s: what was stored over base 1 is, over base %i, %j', async (otherBase, base, text, expected) => {
  stored.save({ content: { text: 'typed' }, base: 1, attempt })
  const { draft, page } = open(otherBase, base)
  expect([draft.content.value.text, draft.attempt.value, draft.base.value]).toEqual([text, expected, base])
  expect(draft.resumed.value).toBe(text !== '')
  page.unmount()
})

it('keeps an attempt stored while the form is opened over another base and nothing is typed', async () => {
  stored.save({ content: { text: 'typed' }, base: 1, attempt })
  const { draft, page } = open('restore', 2)
  await nextTick()
  expect(stored.read()).toMatchObject({ attempt })
  draft.content.value.text = 'typed anew'
  await nextTick()
  expect(stored.read()).toMatchObject({ content: { text: 'typed anew' }, base: 2, attempt: null })
  page.unmount()
})

it.each([
  ['refused', new Problem(409), null],
  ['not answered', new Problem(0), attempt],
])('a send that was %s after the form was closed leaves the attempt %o', async (_, problem, left) => {
  stored.save({ content: { text: 'typed' }, base: 1, attempt })
  const { draft, isOpen, page } = open('discard', 1)
  isOpen.value = false
  expect(await draft.send(() => Promise.reject(problem))).toEqual({ outcome: 'kept' })
  expect(stored.read()).toMatchObject({ content: { text: 'typed' }, attempt: left })
  page.unmount()
})
