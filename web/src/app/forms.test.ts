// The browser has no say in a form: it would put its own bubble over it, or cut what is pasted, in its own language.
import { expect, it } from 'vitest'

const sources = import.meta.glob<string>('../**/*.vue', { query: '?raw', import: 'default', eager: true })
const templates = Object.entries(sources).map(([name, text]) => [name, text.replace(/<script[\s\S]*?<\/script>/, '')])

/** The opening tags of these elements, with the file they stand in. */
const tags = (names: string): string[] =>
  templates.flatMap(([name, text]) =>
    Array.from((text as string).matchAll(new RegExp(`<(?:${names})(?=[\\s/>])(?:"[^"]*"|[^">])*>`, 'g'))).map(
      ([tag]) => `${name}: ${tag}`,
    ),
  )

it('every form is looked at by us alone', () => {
  expect(tags('form|el-form|ElForm').length).toBeGreaterThan(8)
  expect(tags('form|el-form|ElForm').filter((tag) => !/\snovalidate[\s>]/.test(tag))).toEqual([])
})

it('no field has limits of the browser', () => {
  const fields = tags('input|textarea|select|el-input|el-autocomplete')
  expect(fields.length).toBeGreaterThan(5)
  expect(
    fields.filter((tag) =>
      /\s:?(maxlength|minlength|pattern|required|step)[\s=>]|type="(number|date|email|url)"/.test(tag),
    ),
  ).toEqual([])
})

it('a number has the one field that does not change what is typed', () => {
  expect(tags('el-input-number|ElInputNumber')).toEqual([])
})
