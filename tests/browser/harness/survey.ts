// What holds for every page in every language and width, looked at as its user sees it.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { axeViolations } from './accessibility'
import { desktop, appearTimeout, phone } from './browser'
import type { Person } from './person'
import { chineseLeft } from './words'

const results = join(import.meta.dirname, '../results')
/** Long lists are pictured at their beginning only. */
const tallest = 2400
/** How long a busy machine may take to draw a page at its new width, in milliseconds. */
const settleTimeout = 10_000

/** Waits until the page shows its contents instead of placeholders. */
export async function waitForContent(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor()
  await page.waitForFunction(
    () => {
      const waiting = [...document.querySelectorAll('.loading, [aria-busy="true"]')].some((element) =>
        element.checkVisibility(),
      )
      return !waiting && document.fonts.status === 'loaded'
    },
    null,
    { timeout: appearTimeout, polling: 100 },
  )
}

/** What stays wrong: what a page shows while it takes its new width or slides a form in is no fault. */
export async function lasting(page: Page, look: () => Promise<string[]>): Promise<string[]> {
  const until = Date.now() + settleTimeout
  for (;;) {
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
    const found = await look()
    if (!found.length || Date.now() > until) return found
  }
}

/** Everything that is wrong with the page as it stands, each in a line that names the page. */
export async function survey(person: Person, name: string): Promise<string[]> {
  const { page } = person
  await waitForContent(page)
  await picture(person, name)
  const found = [...(await axeViolations(page)), ...(await overflow(page)), ...(await untranslated(page, 'zh'))]
  await page.getByRole('button', { name: 'English' }).first().click()
  await waitForContent(page)
  const english = [
    // Names and contrast in English are the same on a phone, and the checker takes its time.
    ...(person.isOnPhone ? [] : await axeViolations(page)),
    ...(await overflow(page)),
    ...(await untranslated(page, 'en')),
    ...(await chineseLeft(page, person.data)),
  ]
  found.push(...english.map((line) => `in English: ${line}`))
  await page.getByRole('button', { name: '中文' }).first().click()
  await waitForContent(page)
  found.push(...person.trouble.take())
  return found.map((line) => `${name}: ${line}`)
}

/** A picture for people to look at, unless nobody does; it is no test, and a machine too busy to draw it goes without. */
export async function picture(
  { page, username, isOnPhone }: Person,
  name: string,
  { tall = true, always = false } = {},
): Promise<void> {
  if (process.env['CI'] && !always) return
  mkdirSync(results, { recursive: true })
  const file = `${isOnPhone ? '390' : '1440'}-${username}-${name.replace(/[^\w\u4e00-\u9fff]+/g, '-')}.png`
  const usual = isOnPhone ? phone : desktop
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  if (tall)
    await page.setViewportSize({
      width: usual.width,
      height: Math.max(usual.height, Math.min(height, tallest)),
    })
  await page.screenshot({ path: join(results, file), animations: 'disabled' }).catch(() => undefined)
  if (tall) await page.setViewportSize(usual)
}

export async function overflow(page: Page): Promise<string[]> {
  const { wide, room, culprit } = await page.evaluate(() => {
    const room = document.documentElement.clientWidth
    const wide = document.documentElement.scrollWidth
    const beyond = [...document.querySelectorAll('body *')].find((one) => one.getBoundingClientRect().right > room + 1)
    return {
      wide,
      room,
      culprit: beyond ? `${beyond.tagName.toLowerCase()}.${beyond.className}` : '',
    }
  })
  return wide > room ? [`the page is ${wide} px wide in ${room} px (${culprit})`] : []
}

/** Words that only programs use: keys of the language files and the contract's enumerations. */
export async function untranslated(page: Page, language: string): Promise<string[]> {
  const words = await page.evaluate(() => {
    const attributes = ['aria-label', 'title', 'placeholder', 'alt']
    const labels = [...document.querySelectorAll(attributes.map((name) => `[${name}]`).join())].flatMap((element) =>
      attributes.map((name) => element.getAttribute(name) ?? ''),
    )
    return [document.title, document.body.innerText, ...labels].join('\n')
  })
  const keys = words.match(/\b[a-z]+(?:\.[a-z0-9_]+)+\b(?!\.(?:xlsx|pdf))|\b[a-z]+(?:_[a-z]+)+\b/g) ?? []
  return [...new Set(keys)].filter((key) => !key.endsWith('.xlsx')).map((key) => `untranslated in ${language}: ${key}`)
}
