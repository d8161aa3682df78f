import { expect, it } from 'vitest'
import { cardLink } from './cardLink'

it.each<[Parameters<typeof cardLink>[0], object]>([
  [
    { page: 'matters', query: { status: 'claimed' } },
    { path: '/matters', query: { status: 'claimed' } },
  ],
  [
    { page: 'escalations', query: { status: 'proposed', leader: 'l1' } },
    { path: '/escalations', query: { status: 'proposed', leader: 'l1' } },
  ],
])('a card opens the page on which its matters are worked off: %o', (card, link) => {
  expect(cardLink(card)).toEqual(link)
})
