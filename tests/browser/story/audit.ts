// Step 6: the overdue audit and the counters.
import { expect } from 'vitest'
import type { Locator } from 'playwright-core'
import type { Person } from '../harness/person'
import { checkNumbers } from '../harness/numbers'
import { picture, waitForContent } from '../harness/survey'
import type { Cast } from './cast'
import { watchedTitle } from './time'

/** Every overdue matter with its days, its holder, what was sent, and the deadline day by day. */
export async function auditOverdue(cast: Cast): Promise<void> {
  const office = await cast.as('ducha1')
  const { page } = office
  await office.go('逾期督查')
  await waitForContent(page)
  const stated = Number(/\d+/.exec(await page.locator('.page-head strong').innerText())?.[0])
  const lines = page.locator('tr.line')
  expect(stated).toBeGreaterThan(0)
  expect(await lines.count()).toBe(stated)

  const line = page.locator('tr.line', { hasText: watchedTitle })
  const words = await line.innerText()
  expect(words).toMatch(/(?<!\d)5个工作日/)
  expect(words).toContain('2023-02-08')
  expect(words).toContain('常务副县长')
  expect(words).toContain('县发展和改革局')
  expect(words).toContain('红色催办单')

  await line.getByRole('button', { expanded: false }).click()
  const details = page.locator('tr.more .details')
  await office.see(details.locator('.strip'))
  expect(await details.locator('.strip li.overdue').count()).toBe(5)
  await picture(office, 'overdue-details')
  const log = await details.locator('.log').innerText()
  for (const told of [
    '县长',
    '常务副县长',
    '县发展和改革局负责人',
    '县发展和改革局经办人',
    '蓝色催办单',
    '黄色催办单',
    '红色催办单',
  ]) {
    expect(log).toContain(told)
  }
}

/** A click on a number opens a list with exactly that many matters. */
export async function everyNumberOpensItsList(cast: Cast): Promise<void> {
  const office = await cast.as('ducha1')
  await openCounters(office)
  const { page } = office
  expect(await numberOf(page.locator('.tile', { hasText: '现场解决' }))).toBe(1)
  expect(await numberOf(page.locator('.tile', { hasText: '市级解决' }))).toBe(1)
  await checkNumbers(office, '.tiles a.count')
  await checkNumbers(office, '.city a.count')
  await checkNumbers(office, 'tbody a.count:not(.zero)')
  await page.getByText('按牵头单位', { exact: true }).click()
  await checkNumbers(office, 'tbody a.count.red, tbody tr:nth-child(-n+3) a.count:not(.zero)')
}

const numberOf = async (tile: Locator): Promise<number> => Number(await tile.locator('a.count').innerText())

async function openCounters(person: Person): Promise<void> {
  await person.go('统计')
  await person.see('tbody a.count')
}
