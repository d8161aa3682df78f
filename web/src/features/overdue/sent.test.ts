import { describe, expect, it } from 'vitest'
import type { OverdueAlert } from '@/api/types'
import { sentSteps, stepOffset, stepWords } from './sent'

const alert = (step: number, at: string, name: string, slip: OverdueAlert['slip'] = null, read: string | null = null): OverdueAlert => ({
  recipient: { id: name, name }, role: 'leader', step, fired_at: at, slip, read_at: read,
})

describe('what was sent', () => {
  it('joins the recipients of one step and puts the newest first', () => {
    const blue = { number: '1号', color: 'blue' as const }
    const lines = sentSteps([
      alert(1, '2023-02-21T01:00:00Z', '经办人', null, '2023-02-21T02:00:00Z'),
      alert(1, '2023-02-21T01:00:00Z', '负责人', blue),
      alert(3, '2023-02-23T01:00:00Z', '县领导'),
    ])
    expect(lines.map((line) => line.step)).toEqual([3, 1])
    expect(lines[1]).toMatchObject({ slip: blue, to: [{ name: '经办人', read: true }, { name: '负责人', read: false }] })
  })

  it('understands steps written either way', () => {
    expect([stepOffset(-3), stepOffset('T+5'), stepOffset('T-1')]).toEqual([-3, 5, -1])
    expect([stepWords(5), stepWords(-1), stepWords(0)].map((words) => words.key)).toEqual([
      'overdue.step_after', 'overdue.step_before', 'overdue.step_on',
    ])
  })
})
