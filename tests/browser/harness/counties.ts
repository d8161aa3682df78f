// Before all files: the county on its first day, and played forward to mid-March. Each is loaded once; every server gets
// a copy of its data folder.
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { binary, environment } from './binary'

/** The data folders that servers begin with. */
export interface Counties {
  firstDay: string
  played: string
}

declare module 'vitest' {
  interface ProvidedContext {
    counties: Counties
  }
}

interface Project {
  provide(name: 'counties', counties: Counties): void
}

export default async function loadCounties(project: Project): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'duban-browser-counties-'))
  const counties = { firstDay: join(folder, 'first-day'), played: join(folder, 'played') }
  const load = (dataDir: string, ...flags: string[]) =>
    promisify(execFile)(binary(), ['demo', ...flags, '--data-dir', dataDir], { env: environment() })
  await Promise.all([load(counties.firstDay), load(counties.played, '--played')])
  project.provide('counties', counties)
  return () => rmSync(folder, { recursive: true, force: true })
}
