import { expect, it } from 'vitest'
import { nextPath } from './nextPath'

it.each<[unknown, string]>([
  ['/matters?light=red', '/matters?light=red'],
  ['/', '/'],
  ['//evil.example', '/home'],
  ['/\\evil.example', '/home'],
  ['https://evil.example', '/home'],
  [['/a', '/b'], '/home'],
  [undefined, '/home'],
])('goes on to %j: %s', (wanted, path) => expect(nextPath(wanted, '/home')).toBe(path))
