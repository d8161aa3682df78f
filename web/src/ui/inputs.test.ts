import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { plugins } from '@/testing/plugins'
import NumberField from './NumberField.vue'
import TextField from './TextField.vue'
import { isInvalidDate, isInRange, parseDate, parseInteger, type NumberInput } from './inputs'

const percent = { min: 0, max: 100 }

it.each<[string, NumberInput, boolean]>([
  ['0', 0, true],
  ['1', 1, true],
  ['47', 47, true],
  ['98', 98, true],
  ['100', 100, true],
  [' 47 ', 47, true],
  ['４７', 47, true],
  ['101', 101, false],
  ['-1', -1, false],
  ['−1', -1, false],
  ['47.5', '47.5', false],
  ['47%', '47%', false],
  ['1e2', '1e2', false],
  ['九成', '九成', false],
  ['', null, false],
  [' ', null, false],
])('reads %j as %j, a percentage: %s', (text, value, within) => {
  expect(parseInteger(text)).toBe(value)
  expect(isInRange(parseInteger(text), percent)).toBe(within)
})

it.each<[string, string | null]>([
  ['2023-03-05', '2023-03-05'],
  ['2023-3-5', '2023-03-05'],
  ['2023/3/5', '2023-03-05'],
  ['2023.3.5', '2023-03-05'],
  ['2023年3月5日', '2023-03-05'],
  ['２０２３-０３-０５', '2023-03-05'],
  ['20230305', '2023-03-05'],
  ['2024-02-29', '2024-02-29'],
  ['2023-02-29', null],
  ['2023-02-30', null],
  ['2023-13-01', null],
  ['23-3-5', null],
  ['三月五日', null],
])('reads %j as the day %j', (text, day) => {
  expect(parseDate(text)).toBe(day)
})

it('takes an empty field for no wrong day', () => {
  expect(['', null, '2023-03-05', '2023-02-30', '2023-3-5'].map(isInvalidDate)).toEqual([
    false,
    false,
    false,
    true,
    true,
  ])
})

describe('a field of a number', () => {
  const field = (value: NumberInput) => {
    const one = mount(NumberField, {
      props: {
        ...percent,
        modelValue: value,
        'onUpdate:modelValue': (typed: NumberInput) => one.setProps({ modelValue: typed }),
      },
      global: { plugins },
    })
    const shown = (): string => one.get('input').element.value
    return { one, shown, value: () => one.props('modelValue') }
  }

  it.each(['101', '-1', '47.5', '九成', ''])('leaves %j as it is typed', async (text) => {
    const { one, shown } = field(47)
    await one.get('input').setValue(text)
    await one.get('input').trigger('change')
    await one.get('input').trigger('blur')
    await flushPromises()
    expect(shown()).toBe(text)
  })

  it.each<[NumberInput, 'up' | 'down', number]>([
    [47, 'up', 48],
    [100, 'up', 100],
    [0, 'down', 0],
    [250, 'down', 100],
    [-7, 'up', 0],
    ['九成', 'up', 0],
    [null, 'down', 100],
  ])('from %j the arrow %s leads to %i', async (value, way, next) => {
    const { one, value: now } = field(value)
    await one.get('input').trigger(`keydown.${way}`)
    expect(now()).toBe(next)
  })
})

it('keeps a text that is too long whole, and counts it as the server does', async () => {
  const one = mount(TextField, { props: { max: 5, modelValue: '' }, global: { plugins } })
  expect(one.get('input').attributes('maxlength')).toBeUndefined()
  await one.setProps({ modelValue: ' 𠮷𠮷𠮷𠮷𠮷 ' })
  expect([one.get('.count').text(), one.get('.count').classes('long')]).toEqual(['5 / 5', false])
  await one.setProps({ modelValue: '𠮷𠮷𠮷𠮷𠮷吉' })
  expect([one.get('.count').text(), one.get('.count').classes('long')]).toEqual(['6 / 5', true])
})
