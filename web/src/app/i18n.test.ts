import { describe, expect, it } from 'vitest'
import { i18n, locales } from './i18n'

const keysOf = (words: object, prefix = ''): string[] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null ? keysOf(value, `${prefix}${key}.`) : [`${prefix}${key}`],
  )
const textsOf = (words: object, prefix = ''): [string, string][] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null
      ? textsOf(value as object, `${prefix}${key}.`)
      : [[`${prefix}${key}`, String(value)] as [string, string]],
  )
const gapsOf = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()

describe.each(Object.entries(locales))('words of %s', (_name, { zh, en }) => {
  it('has the same keys in both languages', () => {
    expect(keysOf(en)).toEqual(keysOf(zh))
  })
  it('has the same placeholders in both languages', () => {
    const english = Object.fromEntries(textsOf(en))
    const odd = textsOf(zh).filter(([key, text]) => gapsOf(text).join() !== gapsOf(english[key] ?? '').join())
    expect(odd.map(([key]) => key)).toEqual([])
  })
  it('has no Chinese in English', () => {
    // A quotation is an example of what people write.
    const own = textsOf(en).map(([, text]) => text.replace(/["“][^"”]*["”]/g, ''))
    expect(own.filter((text) => /[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/.test(text))).toEqual([])
  })
  it('has no empty words', () => {
    expect([...textsOf(zh), ...textsOf(en)].filter(([, text]) => text === '')).toEqual([])
  })
  it('counts one thing in English as one', () => {
    const counted = textsOf(en).filter(([, text]) => /\{n\} (?:[a-z-]+ )?[a-z-]+s\b/.test(text))
    expect(counted.filter(([, text]) => !text.includes(' | ')).map(([key]) => key)).toEqual([])
  })
  it('writes numbers in Chinese without spaces around them', () => {
    const spaced = /[\u4e00-\u9fff] (?:\{(?:n|row|seq|day|date)\}|\d)|(?:\{(?:n|row|seq|day|date)\}|\d) [\u4e00-\u9fff]/
    expect(textsOf(zh).filter(([, text]) => spaced.test(text))).toEqual([])
  })
})

it('gives every key to one owner only', () => {
  const owners = Object.values(locales).flatMap((locale) => Object.keys(locale.zh))
  expect(new Set(owners).size).toBe(owners.length)
})

it.each([
  [1, '1 working day left', '1 item'],
  [2, '2 working days left', '2 items'],
  [0, '0 working days left', '0 items'],
])('says of %i how many they are', (n, left, items) => {
  const { t } = i18n.global as unknown as { t: (key: string, named: object, options: object) => string }
  expect(['due.left', 'ui.items'].map((key) => t(key, { n }, { locale: 'en' }))).toEqual([left, items])
})

it('uses every key', () => {
  const sources = import.meta.glob<string>(['../**/*.{vue,ts}', '!../**/*.test.ts', '!../**/*ocale*.ts'], {
    query: '?raw',
    import: 'default',
    eager: true,
  })
  const code = Object.values(sources).join('\n')
  const whole = new Set(Array.from(code.matchAll(/['"`]([a-z_]+(?:\.\w+)+)['"`]/g), ([, key]) => key))
  // Where the last part of a key is a word of the contract, or the choices of a field name the words they have.
  const begun = Array.from(code.matchAll(/`([a-z_]+\.[\w.]*|[a-z_]+\.)\$\{/g), ([, prefix]) => prefix as string)
  const named = Array.from(code.matchAll(/words(?:="|: ')([\w.]+)["']/g), ([, words]) => `${words}.`)
  const prefixes = [...begun, ...named]
  const keys = Object.values(locales).flatMap(({ zh }) => keysOf(zh))
  expect(keys.filter((key) => !whole.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)))).toEqual([])
})
