import { describe, expect, it } from 'vitest'
import { locales } from './i18n'

const keysOf = (words: object, prefix = ''): string[] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null ? keysOf(value, `${prefix}${key}.`) : [`${prefix}${key}`],
  )
const gapsOf = (words: object): string[] =>
  Object.entries(words).flatMap(([, value]) =>
    typeof value === 'object' && value !== null
      ? gapsOf(value)
      : [...new Set(String(value).match(/\{\w+\}/g) ?? [])].sort(),
  )

describe.each(Object.entries(locales))('words of %s', (_name, { zh, en }) => {
  it('has the same keys in both languages', () => {
    expect(keysOf(en)).toEqual(keysOf(zh))
  })
  it('has the same placeholders in both languages', () => {
    expect(gapsOf(en).sort()).toEqual(gapsOf(zh).sort())
  })
  it('has no Chinese in English', () => {
    const texts = (words: object): string[] =>
      Object.values(words).flatMap((value) => (typeof value === 'object' ? texts(value as object) : [String(value)]))
    // A quotation is an example of what people write.
    const own = texts(en).map((text) => text.replace(/["“][^"”]*["”]/g, ''))
    expect(own.filter((text) => /[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/.test(text))).toEqual([])
  })
  it('has no empty words', () => {
    const empty = (words: object): boolean =>
      Object.values(words).some((v) => (typeof v === 'object' ? empty(v as object) : v === ''))
    expect([empty(zh), empty(en)]).toEqual([false, false])
  })
})

it('gives every key to one owner only', () => {
  const owners = Object.values(locales).flatMap((locale) => Object.keys(locale.zh))
  expect(new Set(owners).size).toBe(owners.length)
})
