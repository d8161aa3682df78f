import { describe, expect, it } from 'vitest'
import { i18n, languageOf, locales, type Words } from './i18n'

const textsOf = (words: Words, prefix = ''): [string, string][] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'object' ? textsOf(value, `${prefix}${key}.`) : [[`${prefix}${key}`, value] as [string, string]],
  )
const keysOf = (words: Words): string[] => textsOf(words).map(([key]) => key)
const gapsOf = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()

/** A file of words in both languages, by its name without the language. */
const pairs: Record<string, { zh: Words; en: Words }> = {}
for (const [file, words] of Object.entries(locales)) {
  const pair = (pairs[file.replace(/(?<=[./])(?:en|zh-CN)(?=[./])/, '*')] ??= { zh: {}, en: {} })
  pair[languageOf(file) === 'en' ? 'en' : 'zh'] = words
}
const keys = Object.values(pairs).flatMap(({ zh }) => keysOf(zh))

/** Everything that could name a word. */
const code = Object.values(
  import.meta.glob<string>(['../**/*.{vue,ts}', '!../**/*.test.ts'], {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
).join('\n')

describe.each(Object.entries(pairs))('words of %s', (_name, { zh, en }) => {
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

it('gives every key to one file only', () => {
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([])
})

it.each([
  [1, '1 working day left', '1 item'],
  [2, '2 working days left', '2 items'],
  [0, '0 working days left', '0 items'],
])('says of %i how many they are', (n, left, items) => {
  const { t } = i18n.global as unknown as { t: (key: string, named: object, options: object) => string }
  expect(['due.left', 'ui.items'].map((key) => t(key, { n }, { locale: 'en' }))).toEqual([left, items])
})

it('has every key that is named', () => {
  const named = Array.from(code.matchAll(/\bt\(\s*'([a-z_]+(?:\.\w+)+)'/g), ([, key]) => key as string)
  expect(named.length).toBeGreaterThan(300)
  expect(named.filter((key) => !keys.includes(key))).toEqual([])
})

it('uses every key', () => {
  const whole = new Set(Array.from(code.matchAll(/['"`]([a-z_]+(?:\.\w+)+)['"`]/g), ([, key]) => key))
  // Where the last part of a key is a word of the contract, or the choices of a field name the words they have.
  const begun = Array.from(code.matchAll(/`([a-z_]+\.[\w.]*|[a-z_]+\.)\$\{/g), ([, prefix]) => prefix as string)
  const named = Array.from(code.matchAll(/words(?:="|: ')([\w.]+)["']/g), ([, words]) => `${words}.`)
  // What happened, as the server's messages say it.
  const prefixes = [...begun, ...named, 'headline.']
  expect(keys.filter((key) => !whole.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)))).toEqual([])
})
