import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { Alert } from '@/api/types'
import { plugins } from '@/testing/plugins'
import { sentSteps, stepWords } from './sent'
import SentLines from './SentLines.vue'

const alert = (step: number, at: string, name: string, more: Partial<Alert> = {}): Alert => ({
  id: name + step,
  rule: 'due',
  step,
  cycle: '2023-02-20',
  recipient: { id: name, name },
  recipient_role: 'leader',
  fired_at: at,
  outcome: 'sent',
  slip: null,
  why: '',
  delivered_at: null,
  read_at: null,
  ...more,
})

describe('what was sent', () => {
  it('joins the recipients of one step and puts the newest first', () => {
    const blue = { number: '1号', color: 'blue' as const }
    const lines = sentSteps([
      alert(1, '2023-02-21T01:00:00Z', '经办人', { read_at: '2023-02-21T02:00:00Z' }),
      alert(1, '2023-02-21T01:00:00Z', '负责人', { slip: blue }),
      alert(3, '2023-02-23T01:00:00Z', '县领导'),
    ])
    expect(lines.map((line) => line.step)).toEqual([3, 1])
    expect(lines[1]).toMatchObject({
      slip: blue,
      to: [
        { name: '经办人', read_at: '2023-02-21T02:00:00Z' },
        { name: '负责人', read_at: null },
      ],
    })
  })

  it('leaves out what was missed and never sent', () => {
    for (const outcome of ['superseded', 'undeliverable'] as const) {
      expect(sentSteps([alert(1, '2023-02-21T01:00:00Z', '经办人', { outcome })])).toEqual([])
    }
  })

  it.each([
    ['due', 5, 'overdue.step_after', 5],
    ['due', -1, 'overdue.step_before', 1],
    ['due', 0, 'overdue.step_on', 0],
    ['city_due', 1, 'overdue.step_after', 1],
    ['sign_overdue', 2, 'overdue.rule.sign_overdue', 2],
  ])('names the step %s %i', (rule, step, key, n) => expect(stepWords({ rule, step })).toEqual({ key, n }))

  it.each([
    ['all of them', 5, false, '另有2次', false],
    ['older ones as well', 5, true, '另有2次以上', true],
    ['older ones than the few that are shown', 2, true, null, true],
    ['only older ones', 0, true, null, true],
  ])('says how many more there are, and on paper where the rest is: %s', (_, count, more, rest, older) => {
    const alerts = Array.from({ length: count }, (_, step) => alert(step, `2023-02-2${step}T01:00:00Z`, '经办人'))
    const lines = mount(SentLines, { props: { alerts, more }, global: { plugins } })
    expect(lines.find('.rest').exists() ? lines.get('.rest').text() : null).toBe(rest)
    expect(lines.find('.older').exists()).toBe(older)
    expect(lines.text()).not.toContain('尚未发出')
  })
})
