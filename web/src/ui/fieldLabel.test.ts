import { expect, it } from 'vitest'
import words from '../../../lang/zh-CN/words.json'
import { fieldLabelKey } from './fieldLabel'

const known = (key: string): boolean => key.slice('field.'.length) in words.field

it.each([
  ['title', 'field.title'],
  ['co_department_ids[0]', 'field.co_departments'],
  ['leader_id', 'field.leader'],
  ['source.kind', 'field.kind'],
  ['body', null],
])('%s is %s', (field, name) => expect(fieldLabelKey(field, known)).toBe(name))
