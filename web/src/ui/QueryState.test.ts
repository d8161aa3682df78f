import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { Problem } from '@/api/problem'
import { plugins } from '@/testing/plugins'
import QueryState from './QueryState.vue'

const failed = (status: number) => ({ isPending: false, isError: true, error: new Problem(status) })
const shown = (query: object, empty = false): string => {
  const wrapper = mount(QueryState, {
    props: {
      query: { isPending: false, isError: false, data: undefined, error: null, refetch: () => {}, ...query },
      empty,
    },
    slots: { default: '<b>rows</b>', empty: '<b>nothing</b>' },
    global: { plugins },
  })
  const parts = ['操作未成功', '正在加载', '没有取到最新内容', 'rows', 'nothing']
  return parts.filter((part) => wrapper.text().includes(part)).join(' ')
}

it.each<[string, object, boolean, string]>([
  ['waiting', { isPending: true }, false, '正在加载'],
  ['refused', failed(500), false, '操作未成功'],
  ['read', { data: [1] }, false, 'rows'],
  ['empty', { data: [] }, true, 'nothing'],
  ['reading again failed', { data: [1], ...failed(0) }, false, '没有取到最新内容 rows'],
  ['reading again failed, nothing before', { data: [], ...failed(0) }, true, '没有取到最新内容 nothing'],
  ['the next page did not come', { data: [1], ...failed(0), isFetchNextPageError: true }, false, 'rows'],
  ['not to be seen any more', { data: [1], ...failed(404) }, false, '操作未成功'],
])('%s', (_, query, empty, expected) => {
  expect(shown(query, empty)).toBe(expected)
})
