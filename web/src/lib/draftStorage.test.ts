import { beforeEach, expect, it } from 'vitest'
import { draftStorage } from './draftStorage'

beforeEach(() => sessionStorage.clear())

it('gives back what was kept, to the same person and for the same form', () => {
  draftStorage('a', 'report.m').save({ progress: '完成八成' })
  expect(draftStorage('a', 'report.m').read()).toEqual({ progress: '完成八成' })
  expect(draftStorage('a', 'claim.m').read()).toBeNull()
  draftStorage('a', 'report.m').remove()
  expect(draftStorage('a', 'report.m').read()).toBeNull()
})

it('leaves nothing of one person to the next in the same tab', () => {
  draftStorage('a', 'report.m').save('甲')
  expect(draftStorage('b', 'report.m').read()).toBeNull()
  expect(Object.keys(sessionStorage)).toEqual([])
})

it('does not stumble over what it cannot read', () => {
  sessionStorage.setItem('duban.draft.a.report.m', '{')
  expect(draftStorage('a', 'report.m').read()).toBeNull()
})
