// What cannot be seen on a page, however one scrolls, and what has run out of the box that it belongs to.
import type { Page } from 'playwright-core'

/** A line for each text or control that is cut off or has spilled, each kind of place named once. */
export async function clipped(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const boxes =
      'td, th, li, dd, dt, article, header, section, form, .panel, .figure, .tag, .el-message, [role="dialog"]'
    const places = new Map<string, string>()
    const nameOf = (element: Element): string =>
      [element.tagName.toLowerCase(), ...element.classList].slice(0, 3).join('.')

    /** Where the part that can be scrolled to ends, or what cuts it off. */
    function look(of: Element, rect: DOMRect): string | null {
      let [left, right] = [rect.left, rect.right]
      const box = of.parentElement?.closest(boxes) ?? document.body
      let isWithinBox = true
      for (let at: Element | null = of; at && at !== document.documentElement; at = at.parentElement) {
        const { overflowX, textOverflow, position, clipPath } = getComputedStyle(at)
        const around = at.getBoundingClientRect()
        if (clipPath !== 'none') return null // Only read aloud.
        const isOut = right > around.right + 1.5 || left < around.left - 1.5
        if (overflowX === 'auto' || overflowX === 'scroll') {
          right = Math.min(right, around.right)
          left = Math.max(left, around.left)
        } else if (overflowX !== 'visible' && isOut) {
          // A shortened name with dots is meant so.
          if (textOverflow === 'ellipsis') return null
          return `cut off by ${nameOf(at)}`
        }
        if (at === box) isWithinBox = !(right > around.right + 1.5 || left < around.left - 1.5)
        if (position === 'fixed') break
      }
      if (!isWithinBox) return `runs out of ${nameOf(box)}`
      return right > innerWidth + 1.5 || left < -1.5 ? 'beyond the window' : null
    }

    function note(element: Element, what: string, how: string | null): void {
      if (how) places.set(`${nameOf(element)} ${how}`, what.trim().slice(0, 30))
    }
    const isSeen = (element: Element): boolean =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      !element.closest('.visually-hidden, .skip, .el-select__selection, option')
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement
      if (!element || !node.textContent?.trim() || !isSeen(element)) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      for (const rect of range.getClientRects()) {
        if (rect.width > 0) note(element, node.textContent, look(element, rect))
      }
    }
    for (const element of document.querySelectorAll('button, input, textarea, a, .el-checkbox, svg')) {
      if (isSeen(element))
        note(element, element.getAttribute('aria-label') ?? '', look(element, element.getBoundingClientRect()))
    }
    return [...places].map(([place, text]) => `${place}: ${text}`)
  })
}
