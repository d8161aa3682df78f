import { mount } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import { plugins } from '@/testing/plugins'
import FileDrop from './FileDrop.vue'
import { copyOf } from './preview'

it('forgets the last choice when asked for another, so that a corrected file of the same name is a choice again', async () => {
  const drop = mount(FileDrop, { props: { modelValue: null }, global: { plugins } })
  const input = drop.find('input')
  const write = vi.fn()
  Object.defineProperty(input.element, 'value', { set: write, get: () => 'C:\\fakepath\\台账.xlsx' })
  await input.trigger('click')
  expect(write).toHaveBeenCalledWith('')
})

it('copies a file that can be read, and none that was changed since', async () => {
  expect((await copyOf(new File(['x'], '台账.xlsx')))?.name).toBe('台账.xlsx')
  const changed = { name: '台账.xlsx', arrayBuffer: () => Promise.reject(new DOMException('', 'NotReadableError')) }
  expect(await copyOf(changed as unknown as File)).toBeNull()
})
