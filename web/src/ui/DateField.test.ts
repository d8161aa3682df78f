import { mount } from '@vue/test-utils'
import { beforeEach, expect, it } from 'vitest'
import { queryClient } from '@/api/client'
import type { Me } from '@/api/types'
import { plugins } from '@/testing/plugins'
import DateField from './DateField.vue'

beforeEach(() => queryClient.setQueryData<Me>(['me'], { today: '2023-01-28' } as Me))

interface Picker {
  defaultValue: Date
  disabledDate: (day: Date) => boolean
  cellClassName: (day: Date) => string
  modelValue: string
}
const picker = (props: object): Picker & { emit: (value: string | null) => void; heard: () => unknown } => {
  const stub = { props: ['defaultValue', 'disabledDate', 'cellClassName', 'modelValue'], template: '<i />' }
  const field = mount(DateField, { props, global: { plugins, stubs: { ElDatePicker: stub } } })
  const inner = field.findComponent(stub)
  return {
    ...(inner.props() as unknown as Picker),
    emit: (value) => inner.vm.$emit('update:modelValue', value),
    heard: () => field.emitted('update:modelValue')?.at(-1)?.[0],
  }
}
const day = (text: string): Date => new Date(`${text}T00:00:00`)

it('opens in the region’s month and marks the region’s today', () => {
  const { defaultValue, cellClassName } = picker({})
  expect(defaultValue).toEqual(day('2023-01-28'))
  expect(['2023-01-27', '2023-01-28'].map((text) => cellClassName(day(text)))).toEqual(['', 'region-today'])
})

it.each<[object, string, boolean]>([
  [{}, '1999-01-01', false],
  [{ max: 'today' }, '2023-01-28', false],
  [{ max: 'today' }, '2023-01-29', true],
  [{ min: 'today' }, '2023-01-27', true],
  [{ min: '2023-02-03' }, '2023-02-02', true],
  [{ min: '2023-02-03' }, '2023-02-03', false],
])('%o refuses %s: %s', (limits, text, refused) => {
  expect(picker(limits).disabledDate(day(text))).toBe(refused)
})

it('opens where there is something to choose', () => {
  expect(picker({ min: '2023-05-02' }).defaultValue).toEqual(day('2023-05-02'))
})

it('says an empty text, never null', () => {
  const one = picker({ modelValue: '2023-01-28' })
  one.emit(null)
  expect(one.heard()).toBe('')
})
