// @vitest-environment node
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it('is what openapi.json says now (else: npm run gen, and commit)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'schema-'))
  try {
    execFileSync(process.execPath, ['scripts/gen.mjs', folder])
    for (const file of ['schema.d.ts', 'actions.gen.ts']) {
      expect(readFileSync(join('src/api', file), 'utf8') === readFileSync(join(folder, file), 'utf8'), file).toBe(true)
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}, 30_000)
