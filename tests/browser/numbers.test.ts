// On the played county: the cards of everybody's home page, and the counters of those who have them.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { launchBrowser } from './harness/browser'
import { checkNumbers } from './harness/numbers'
import { Person } from './harness/person'
import { Server } from './harness/server'

describe('every number opens exactly the list that it counts', () => {
  let browser: Browser
  let server: Server
  beforeAll(async () => {
    ;[browser, server] = await Promise.all([launchBrowser(), Server.start({ played: true })])
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  it.each(['xianzhang', 'leader2', 'ducha1', 'd01-head', 'd01', 'shiducha'])('the cards of %s', async (username) => {
    const person = await Person.signIn(browser, server, username)
    await checkNumbers(person, 'a[data-card]')
    person.untroubled()
    await person.leave()
  })

  it.each([
    ['xianzhang', '.tiles a.count, .city a.count, tbody a.count:not(.zero)'],
    ['leader1', '.tiles a.count, .city a.count'],
  ])('the counters of %s', async (username, numbers) => {
    const person = await Person.signIn(browser, server, username)
    await person.go('统计')
    await checkNumbers(person, numbers)
    person.untroubled()
    await person.leave()
  })
})
