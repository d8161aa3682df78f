// Step 5: the clock moves, lights change, alerts arrive while people look on.
import { expect } from 'vitest'
import { head, openMatter } from '../harness/matter'
import type { Person } from '../harness/person'
import type { Cast } from './cast'

/** Led by d01 under 常务副县长, due on Wednesday 2023-02-08. */
export const watchedTitle = '规模以上固定资产投资同比增长12%'

export async function moveClockTo({ page }: Person, date: string): Promise<void> {
  const banner = page.getByRole('region', { name: '演示环境' })
  await banner.getByRole('combobox', { name: '拨到指定日期' }).fill(date)
  await banner.getByRole('button', { name: '前往' }).click()
  await banner.locator('time').getByText(date).waitFor()
  await banner.and(page.locator('[aria-busy="false"]')).waitFor()
}

/** The default ladder of a due date, rung by rung. */
const ladder = [
  { on: '2023-02-01', says: '还剩5个工作日', to: ['d01'], light: '正常' },
  {
    on: '2023-02-03',
    says: '还剩3个工作日',
    to: ['d01', 'd01-head'],
    light: '临期',
  },
  {
    on: '2023-02-07',
    says: '还剩1个工作日',
    to: ['d01', 'd01-head', 'ducha2'],
    light: '临期',
  },
  {
    on: '2023-02-09',
    says: '已逾期1个工作日',
    to: ['d01', 'd01-head'],
    light: '逾期',
  },
  {
    on: '2023-02-13',
    says: '已逾期3个工作日',
    to: ['d01', 'd01-head', 'leader1'],
    light: '逾期',
  },
  {
    on: '2023-02-15',
    says: '已逾期5个工作日',
    to: ['d01', 'd01-head', 'leader1', 'xianzhang'],
    light: '逾期',
  },
]
const recipients = ['d01', 'd01-head', 'ducha2', 'leader1', 'xianzhang']

const notices = ({ page }: Person, says: string) =>
  page.locator('article.notice', { hasText: `${says}：${watchedTitle}` })

async function unread({ page }: Person): Promise<number> {
  const label = await page.locator('button.bell').getAttribute('aria-label')
  return Number(/\d+/.exec(label ?? '')?.[0])
}

/** The number at the bell follows by itself; the page may stand behind others, which draw no frames. */
async function moreUnreadThan({ page }: Person, before: number): Promise<void> {
  await page.waitForFunction(
    (n) => Number(/\d+/.exec(document.querySelector('button.bell')?.getAttribute('aria-label') ?? '')?.[0]) > n,
    before,
    { polling: 100 },
  )
}

/** Everybody has the inbox open and touches nothing: what comes, comes by itself. */
export async function climbLadder(cast: Cast): Promise<void> {
  const people = new Map<string, Person>()
  for (const username of recipients) {
    const person = await cast.as(username)
    await person.go('消息')
    await person.page.evaluate(() => Object.assign(window, { untouched: true }))
    people.set(username, person)
  }
  const office = await cast.as('ducha1')
  await openMatter(office, watchedTitle)

  for (const { on, says, to, light } of ladder) {
    const handler = people.get('d01') as Person
    const before = await unread(handler)
    await moveClockTo(office, on)
    await office.see(head(office).locator('.row').getByText(light, { exact: true }))
    for (const username of to)
      await (people.get(username) as Person).see(notices(people.get(username) as Person, says).first())
    await moreUnreadThan(handler, before)
  }

  for (const [username, person] of people) {
    expect(await person.page.evaluate(() => 'untouched' in window), `${username} has not reloaded`).toBe(true)
    await readAll(person)
    for (const { says, to } of ladder) {
      const found = notices(person, says)
      expect(await found.count(), `${username}: ${says}`).toBe(to.includes(username) ? 1 : 0)
      if (to.includes(username))
        expect(await found.innerText()).toMatch(/应于2023-02-08完成.*工作日历.*规则：到期阶梯/s)
    }
  }
}

async function readAll({ page }: Person): Promise<void> {
  const more = page.getByRole('button', { name: '加载更多' })
  const end = page.getByText('没有更早的消息')
  while (!(await end.isVisible())) {
    const shown = await page.locator('article.notice').count()
    await more.click()
    await page.waitForFunction((n) => document.querySelectorAll('article.notice').length > n, shown, { polling: 100 })
  }
}

/** The make-up days of the spring festival count as working days. */
export async function countMakeUpDays(cast: Cast): Promise<void> {
  const office = await cast.as('ducha1')
  await openMatter(office, watchedTitle)
  const day = (date: string) => office.page.locator('.strip .days li', { hasText: date })
  expect(await day('2023-01-28').getAttribute('class')).toContain('start')
  expect(await day('2023-01-29').getAttribute('class')).toContain('make_up')
  expect(await day('2023-01-29').innerText()).toContain('第1个工作日')
  expect(await day('2023-02-04').getAttribute('class')).toContain('weekend')
  expect(await day('2023-02-08').getAttribute('class')).toContain('due')
  expect(await day('2023-02-09').getAttribute('class')).toContain('overdue')
}
