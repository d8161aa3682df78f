// What the preview shows of the rows as read, and which of them will be written.
import type { Problem } from '@/api/problem'
import type { ImportRow } from '@/api/types'

export type Show = 'all' | 'problems' | 'error'
export interface RowKey {
  sheet: string
  row: number
}

export const keyOf = (row: RowKey): string => `${row.sheet}\u0000${row.row}`

export const hasError = (row: ImportRow): boolean => row.problems.some((problem) => problem.severity === 'error')
export const hasProblem = (row: ImportRow): boolean => row.problems.length > 0

/** The sheets in the order in which they come in the file, with their rows counted. */
export function sheetsOf(rows: readonly ImportRow[]): { name: string; rows: number; problems: number }[] {
  const sheets = new Map<string, { name: string; rows: number; problems: number }>()
  for (const row of rows) {
    const sheet = sheets.get(row.sheet) ?? { name: row.sheet, rows: 0, problems: 0 }
    sheet.rows += 1
    sheet.problems += hasProblem(row) ? 1 : 0
    sheets.set(row.sheet, sheet)
  }
  return [...sheets.values()]
}

export function visibleRows(rows: readonly ImportRow[], sheet: string, show: Show): ImportRow[] {
  const wanted = { all: () => true, problems: hasProblem, error: hasError }[show]
  return rows.filter((row) => row.sheet === sheet && wanted(row))
}

/** Rows with an error can never be written; the others are left out when the user unticks them. */
export function skippedRows(rows: readonly ImportRow[], unticked: ReadonlySet<string>): RowKey[] {
  return rows.filter((row) => hasError(row) || unticked.has(keyOf(row))).map(({ sheet, row }) => ({ sheet, row }))
}

/** Whether the server asks to confirm that what is there already is written once more. */
export const isRepeated = (problem: Problem | null): boolean =>
  problem?.rule === 'same_file_applied' || (problem?.errors.some(({ code }) => code === 'rows_open_since') ?? false)

export const isWorkbook = (file: File): boolean => /\.xlsx$/i.test(file.name)

/** The file as it is on the disk now; null when it is not the one that was chosen any more. */
export async function copyOf(file: File): Promise<File | null> {
  try {
    return new File([await file.arrayBuffer()], file.name, { type: file.type })
  } catch {
    return null
  }
}
