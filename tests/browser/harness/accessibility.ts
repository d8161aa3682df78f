// WCAG 2.2 AA as axe judges it. Contrast takes axe most of its time, so it is judged once for all texts that are drawn
// alike: an element is left out only where axe has passed another one of the same colours, in the same place of a page.
import type AxeCore from 'axe-core'
import axe from 'axe-core'
import type { Page } from 'playwright-core'

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Looks whose contrast was found sufficient, in this file of tests. */
const passedLooks = new Set<string>()

export async function axeViolations(page: Page): Promise<string[]> {
  const isLoaded = await page.evaluate(() => 'axe' in window)
  if (!isLoaded) await page.evaluate(axe.source)
  const { found, passed } = await page.evaluate(judge, { standards, known: [...passedLooks] })
  for (const look of passed) passedLooks.add(look)
  return found
}

/** Runs in the page. */
async function judge({ standards, known }: { standards: string[]; known: string[] }) {
  // Colours on their way are not yet those that are to be judged.
  const transitions = document.getAnimations().filter((one) => one instanceof CSSTransition)
  await Promise.all(transitions.map((one) => one.finished.catch(() => undefined)))
  const { axe } = window as unknown as { axe: typeof AxeCore }
  const contrast = 'color-contrast'
  const mark = 'data-contrast-unknown'
  /** How many of one look are judged before the rest of them is left out. */
  const samples = 3
  axe.configure({ rules: [{ id: contrast, selector: `[${mark}]` }] })
  const reporter = 'looks'
  axe.addReporter(reporter, (results, options, done, fail) => {
    noteLooks(results)
    axe.getReporter('v2')(results, options, done, fail)
  })
  const lookOf = looks()
  const passed = new Set(known)
  const unknown = new Map<string, Element[]>()
  for (const element of withText()) {
    const look = lookOf(element)
    if (!passed.has(look)) unknown.set(look, [...(unknown.get(look) ?? []), element])
  }
  const alike = [...unknown.values()]
  const violations = await run(
    alike.flatMap((elements) => elements.slice(0, samples)),
    { type: 'tag', values: standards },
  )
  const rest = [...unknown].flatMap(([look, elements]) => (passed.has(look) ? [] : elements.slice(samples)))
  if (rest.length) violations.push(...(await run(rest, { type: 'rule', values: [contrast] })))
  return { found: violations.flatMap(tell), passed: [...passed].slice(known.length) }

  async function run(elements: Element[], runOnly: AxeCore.RunOnly): Promise<AxeCore.Result[]> {
    for (const element of elements) element.setAttribute(mark, '')
    const { violations } = await axe.run(document, { resultTypes: ['violations'], runOnly, reporter })
    for (const element of elements) element.removeAttribute(mark)
    return violations
  }

  /** The usual report tells of violations only, because to describe all that passed takes long. */
  function noteLooks(results: AxeCore.RawResult[]): void {
    const judged = results.filter(({ id }) => id === contrast)
    const elementsOf = (nodes: { node: unknown }[]): Element[] =>
      nodes.map(({ node }) => (node as AxeCore.DqElement).element)
    for (const { passes } of judged) for (const element of elementsOf(passes)) passed.add(lookOf(element))
    // Of one look, none may pass for those that did not.
    for (const { violations } of judged) for (const element of elementsOf(violations)) passed.delete(lookOf(element))
  }

  /** What axe judges the contrast of: elements that are seen with a text of their own, and fields of text. */
  function withText(): Element[] {
    const isText = (node: Node): boolean => node.nodeType === Node.TEXT_NODE && !!node.textContent?.trim()
    const fields = 'input:not([type="checkbox"], [type="radio"], [type="hidden"]), textarea, select'
    return [...document.body.querySelectorAll('*')].filter(
      (one) =>
        one.checkVisibility({ visibilityProperty: true }) && (one.matches(fields) || [...one.childNodes].some(isText)),
    )
  }

  /** Everything that contrast depends on, of an element and of all that it stands in. */
  function looks(): (element: Element) => string {
    const places = new Map<Element, string>()
    function placeOf(element: Element): string {
      let place = places.get(element)
      if (place === undefined) {
        const style = getComputedStyle(element)
        const isOff = element.matches(':disabled, [aria-disabled="true"]')
        const { backgroundColor, backgroundImage, opacity, position, filter, mixBlendMode } = style
        const own = [element.tagName, [...element.classList].join('.'), isOff, backgroundColor, backgroundImage]
        const around = element.parentElement ? placeOf(element.parentElement) : ''
        place = hash([around, ...own, opacity, position, filter, mixBlendMode].join('|'))
        places.set(element, place)
      }
      return place
    }
    return (element) => {
      const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element)
      return hash([placeOf(element), color, fontSize, fontWeight, textShadow].join('|'))
    }
  }

  /** FNV-1a in two halves: short enough to be carried from page to page. */
  function hash(text: string): string {
    let [one, other] = [0x811c9dc5, 0x01000193]
    for (let at = 0; at < text.length; at += 1) {
      one = Math.imul(one ^ text.charCodeAt(at), 0x01000193)
      other = Math.imul(other ^ text.charCodeAt(at), 0x85ebca6b)
    }
    return `${(one >>> 0).toString(36)}.${(other >>> 0).toString(36)}`
  }

  function tell({ id, nodes }: AxeCore.Result): string[] {
    const told = nodes.slice(0, 3)
    return told.map(
      (node) => `axe ${id}: ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`,
    )
  }
}
