// The browser tests of ../tests/browser: the real server and real Chromium, without a retry.
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** The longest begin first, so that no worker stays behind alone with one of them. */
const longest = ['story.desktop', 'pages.desktop', 'pages.phone', 'longWords', 'numbers', 'story.phone']

class LongestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = longest.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`))
      return at < 0 ? longest.length : at
    }
    return Promise.resolve([...files].sort((one, other) => rank(one) - rank(other)))
  }
}

export default defineConfig({
  root: here('../tests/browser'),
  cacheDir: here('./node_modules/.vite-browser'),
  resolve: {
    // The tests live outside this folder but use its packages.
    alias: {
      'playwright-core': here('./node_modules/playwright-core/index.mjs'),
      'axe-core': here('./node_modules/axe-core/axe.js'),
      vitest: here('./node_modules/vitest/dist/index.js'),
    },
  },
  server: { fs: { allow: [here('..')] } },
  test: {
    environment: 'node',
    include: ['*.test.ts'],
    globalSetup: ['harness/counties.ts'],
    // A forgotten `only` would keep all other tests from running, and be green.
    allowOnly: false,
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // A step that is stuck ends by the harness's patience; a long survey on a slow machine is not stuck.
    testTimeout: 600_000,
    hookTimeout: 300_000,
    retry: 0,
  },
})
