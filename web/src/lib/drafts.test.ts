import { beforeEach, expect, it } from 'vitest'
import { draftOf } from './drafts'

beforeEach(() => sessionStorage.clear())

it('gives back what was kept, to the same person and for the same form', () => {
  draftOf('a', 'report.m').keep({ progress: '完成八成' })
  expect(draftOf('a', 'report.m').read()).toEqual({ progress: '完成八成' })
  expect(draftOf('a', 'claim.m').read()).toBeNull()
  draftOf('a', 'report.m').drop()
  expect(draftOf('a', 'report.m').read()).toBeNull()
})

it('leaves nothing of one person to the next in the same tab', () => {
  draftOf('a', 'report.m').keep('甲')
  expect(draftOf('b', 'report.m').read()).toBeNull()
  expect(Object.keys(sessionStorage)).toEqual([])
})

it('does not stumble over what it cannot read', () => {
  sessionStorage.setItem('duban.draft.a.report.m', '{')
  expect(draftOf('a', 'report.m').read()).toBeNull()
})
