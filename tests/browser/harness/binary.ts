// The program under test and what it may see of ours.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

export function binary(): string {
  const root = resolve(import.meta.dirname, '../../..')
  const target = resolve(root, process.env.CARGO_TARGET_DIR ?? 'target')
  const candidates = [process.env.DUBAN_BIN, join(target, 'debug/duban'), join(target, 'debug/duban-under-test')]
  const found = candidates.find((path) => path && existsSync(path))
  if (!found) throw new Error('no server binary: set DUBAN_BIN or run `cargo build -p duban`')
  return found
}

/** Everything of ours stays out of the server's environment: it shall run on its own defaults. */
export function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('DUBAN_')))
}
