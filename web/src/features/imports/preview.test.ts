import { describe, expect, it } from 'vitest'
import { Problem } from '@/api/problem'
import type { ImportRow } from '@/api/types'
import { isRepeated, isWorkbook, keyOf, sheetsOf, skippedRows, visibleRows } from './preview'

const row = (sheet: string, number: number, severities: ('error' | 'warning')[] = []): ImportRow => ({
  sheet,
  row: number,
  kind: 'task',
  title: '事项',
  requirement: '',
  category: null,
  leader: null,
  lead_department: null,
  co_departments: [],
  due_on: null,
  due_text: null,
  report_cycle: 'none',
  report_day: null,
  weak_link_kind: null,
  source_title: null,
  source_kind: 'document',
  source_dated_on: null,
  source_document_number: null,
  source_assumed: false,
  remark: null,
  suggests_city: false,
  suggests_on_site: false,
  readings: [],
  problems: severities.map((severity) => ({ severity, column: null, code: 'x', message: '' })),
})
const rows = [row('任务', 4), row('任务', 5, ['warning']), row('任务', 6, ['error', 'warning']), row('问题', 4)]

describe('import preview', () => {
  it('lists the sheets in file order with their counts', () => {
    expect(sheetsOf(rows)).toEqual([
      { name: '任务', rows: 3, problems: 2 },
      { name: '问题', rows: 1, problems: 0 },
    ])
  })

  it.each([
    ['all', [4, 5, 6]],
    ['problems', [5, 6]],
    ['error', [6]],
  ] as const)('shows %s', (show, numbers) => {
    expect(visibleRows(rows, '任务', show).map((one) => one.row)).toEqual(numbers)
  })

  it('skips rows with errors always and unticked rows by sheet and number', () => {
    expect(skippedRows(rows, new Set())).toEqual([{ sheet: '任务', row: 6 }])
    expect(skippedRows(rows, new Set([keyOf({ sheet: '问题', row: 4 })]))).toEqual([
      { sheet: '任务', row: 6 },
      { sheet: '问题', row: 4 },
    ])
  })

  it('takes workbooks only', () => {
    expect([isWorkbook(new File([], '台账.XLSX')), isWorkbook(new File([], 'x.xls'))]).toEqual([true, false])
  })

  it.each([
    [new Problem(409, { code: 'conflict', rule: 'same_file_applied' }), true],
    [new Problem(422, { errors: [{ field: 'skip_rows', code: 'rows_open_since', message: '' }] }), true],
    [new Problem(409, { code: 'conflict', rule: 'already_applied' }), false],
    [null, false],
  ])('offers to apply once more only where the server asks: %#', (problem, wanted) => {
    expect(isRepeated(problem)).toBe(wanted)
  })
})
