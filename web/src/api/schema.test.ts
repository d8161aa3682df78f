// @vitest-environment node
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it('is what openapi.json says now (else: npm run gen, and commit)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'schema-'))
  try {
    const fresh = join(folder, 'schema.d.ts')
    execFileSync(process.execPath, ['scripts/gen.mjs', fresh])
    expect(readFileSync('src/api/schema.d.ts', 'utf8') === readFileSync(fresh, 'utf8')).toBe(true)
  } finally {
    rmSync(folder, { recursive: true })
  }
}, 30_000)
