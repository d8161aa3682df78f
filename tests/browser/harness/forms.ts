// The pages of single matters as each role sees them, and the form of every action that somebody may take.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { axeViolations } from './accessibility'
import { Api } from './api'
import { begin } from './matter'
import type { Person } from './person'
import type { Server } from './server'
import { overflow, picture, waitForContent, survey, untranslated } from './survey'

interface Listed {
  id: string
  status: string
}

/** The members of an enumeration of the contract, as the committed document lists them. */
export function enumOf(name: 'Action' | 'Status'): string[] {
  const file = join(import.meta.dirname, '../../../openapi.json')
  const { components } = JSON.parse(readFileSync(file, 'utf8')) as {
    components: { schemas: Record<typeof name, Words> }
  }
  return wordsOf(components.schemas[name])
}

interface Words {
  enum?: string[]
  const?: string
  oneOf?: Words[]
}
const wordsOf = (words: Words): string[] => [
  ...(words.enum ?? []),
  ...(words.const ? [words.const] : []),
  ...(words.oneOf ?? []).flatMap(wordsOf),
]

/** What somebody sees: the first matter of each status, and for each action a matter that offers it. */
export interface VisibleMatters {
  byStatus: Map<string, string>
  byAction: Map<string, string>
}

export async function visibleMatters(server: Server, username: string): Promise<VisibleMatters> {
  const api = await Api.signIn(server, username)
  const { items } = await api.get<{ items: Listed[] }>('/matters?limit=200')
  const byStatus = new Map<string, string>()
  const byAction = new Map<string, string>()
  for (const { id, status } of items) {
    if (!byStatus.has(status)) byStatus.set(status, id)
    const { actions } = await api.get<{ actions: string[] }>(`/matters/${id}`)
    for (const action of actions) if (!byAction.has(action)) byAction.set(action, id)
  }
  return { byStatus, byAction }
}

/** One language and no picture of the whole: for the many pages that differ in their parts only. */
async function quickSurvey(person: Person): Promise<string[]> {
  const { page } = person
  return [
    ...(await axeViolations(page)),
    ...(await overflow(page)),
    ...(await untranslated(page, 'zh')),
    ...person.trouble.take(),
  ]
}

export async function surveyStatuses(person: Person, { byStatus }: VisibleMatters): Promise<string[]> {
  const found: string[] = []
  for (const [status, id] of byStatus) {
    await person.page.goto(`/matters/${id}`)
    await waitForContent(person.page)
    found.push(...(await quickSurvey(person)).map((line) => `matter-${status}: ${line}`))
  }
  return found
}

/** Opens the form of each action that was not seen before, wherever its button stands. */
export async function surveyForms(person: Person, { byAction }: VisibleMatters, seen: Set<string>): Promise<string[]> {
  const { page } = person
  const found: string[] = []
  for (const [action, id] of byAction) {
    if (seen.has(action)) continue
    seen.add(action)
    await page.goto(`/matters/${id}${action === 'edit' ? '/edit' : ''}`)
    if (action === 'edit') {
      found.push(...(await survey(person, 'matter-edit')))
      continue
    }
    if (!(await hasButton(person, action))) continue
    const form = await begin(person, action)
    await picture(person, `form-${action}`, { tall: false })
    found.push(...(await quickSurvey(person)).map((line) => `form-${action}: ${line}`))
    await page.keyboard.press('Escape')
    await form.waitFor({ state: 'hidden' })
  }
  return found
}

/** The batch to the city has a page of its own; everything else is on the matter's. */
const onOtherPages = new Set(['escalation_submit'])

async function hasButton(person: Person, action: string): Promise<boolean> {
  await waitForContent(person.page)
  const buttons = person.page.locator(`.actions [data-action="${action}"]`)
  if (await buttons.count()) return true
  const more = person.page.locator('.actions button.more')
  if (await more.count()) {
    const items = person.page.locator('li[data-action]').filter({ visible: true })
    await more.click()
    await items.first().waitFor()
    const names = await items.evaluateAll((all) => all.map((item) => (item as HTMLElement).dataset.action))
    await more.click()
    await items.first().waitFor({ state: 'hidden' })
    if (names.includes(action)) return true
  }
  expect(onOtherPages.has(action), `no button for ${action}`).toBe(true)
  return false
}

/** The dialogs behind the buttons of a list of cards: what stands in the first card of each kind. */
export async function surveyDialogs(person: Person, buttons: string): Promise<string[]> {
  const { page } = person
  const found: string[] = []
  const names = [...new Set(await page.locator(buttons).allInnerTexts())]
  for (const name of names.map((text) => text.trim()).filter(Boolean)) {
    const button = page.locator(buttons).filter({ hasText: name }).first()
    if (await button.isDisabled()) continue
    await button.click()
    const dialog = page.getByRole('dialog').filter({ visible: true }).first()
    await dialog.waitFor()
    await picture(person, `dialog-${name}`, { tall: false })
    found.push(...(await quickSurvey(person)).map((line) => `${name}: ${line}`))
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
  }
  return found
}
