import { mount } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import { Problem } from '@/api/problem'
import QueryState from './QueryState.vue'

vi.mock('vue-i18n', () => ({ useI18n: () => ({ t: (key: string) => key, te: () => true }) }))

const failed = (status: number) => ({ isPending: false, isError: true, error: new Problem(status) })
const shown = (query: object, empty = false): string => {
  const wrapper = mount(QueryState, {
    props: {
      query: { isPending: false, isError: false, data: undefined, error: null, refetch: () => {}, ...query },
      empty,
    },
    slots: { default: '<b>rows</b>', empty: '<b>nothing</b>' },
    global: { stubs: { ElButton: true }, mocks: { $t: (key: string) => key } },
  })
  const parts = ['error.title', 'ui.loading', 'error.kept', 'rows', 'nothing']
  return parts.filter((part) => wrapper.text().includes(part)).join(' ')
}

it.each<[string, object, boolean, string]>([
  ['waiting', { isPending: true }, false, 'ui.loading'],
  ['refused', failed(500), false, 'error.title'],
  ['read', { data: [1] }, false, 'rows'],
  ['empty', { data: [] }, true, 'nothing'],
  ['reading again failed', { data: [1], ...failed(0) }, false, 'error.kept rows'],
  ['reading again failed, nothing before', { data: [], ...failed(0) }, true, 'error.kept nothing'],
  ['not to be seen any more', { data: [1], ...failed(404) }, false, 'error.title'],
])('%s', (_, query, empty, expected) => {
  expect(shown(query, empty)).toBe(expected)
})
