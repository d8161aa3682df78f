// What finds mistakes and keeps the walls between the folders of src; layout is left to prettier. The browser tests are
// looked at as well, hence `npm run lint` starts one folder up.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import js from '@eslint/js'
import prettier from 'eslint-config-prettier/flat'
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript'
import { importX } from 'eslint-plugin-import-x'
import vue from 'eslint-plugin-vue'
import { defineConfig } from 'eslint/config'
import ts from 'typescript-eslint'

const src = (...path) => join(import.meta.dirname, 'src', ...path)

/** From the bottom up: a folder may import the folders below it. `app` composes the features. */
const layers = ['api', 'lib', 'ui', 'actions', 'features', 'app']
const layerWalls = layers.slice(0, -1).map((layer, at) => ({
  target: src(layer),
  from: layers.slice(at + 1).map((above) => src(above)),
  message: `${layer} must not import from a layer above it.`,
}))
const featureWalls = readdirSync(src('features')).map((feature) => ({
  target: src('features', feature),
  from: src('features'),
  except: [feature],
  message: 'Features must not import each other: move what both need to ui, actions or lib.',
}))
const schemaWall = {
  target: layers.slice(1).map((layer) => src(layer)),
  from: src('api/schema.d.ts'),
  message: 'Types of the contract have their names in api/types.ts.',
}
const walls = [...layerWalls, ...featureWalls, schemaWall]
const testingWall = {
  target: src(),
  from: src('testing'),
  message: 'Helpers of tests must not be bundled.',
}

export default defineConfig(
  { ignores: ['**/dist/', '**/node_modules/', '**/target/', '**/schema.d.ts', '**/*.gen.ts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ts.configs.recommended,
  vue.configs['flat/essential'],
  {
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      // The compiler knows the globals of browser and tests better.
      'no-undef': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  { files: ['**/scripts/*.mjs'], rules: { 'no-console': 'off' } },
  {
    files: ['**/*.vue'],
    rules: {
      // Components are imported by name, so that none is taken for an element of HTML.
      'vue/multi-word-component-names': 'off',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/define-emits-declaration': ['error', 'type-literal'],
      'vue/define-props-declaration': ['error', 'type-based'],
      // The content security policy allows neither.
      'vue/no-static-inline-styles': 'error',
      'vue/no-v-html': 'error',
      'vue/no-template-shadow': 'error',
      // A component that is not imported is drawn as an empty element, without a word.
      'vue/no-undef-components': ['error', { ignorePatterns: ['^el-', '^router-'] }],
      'vue/no-unused-emit-declarations': 'error',
      'vue/no-unused-properties': 'error',
      'vue/no-unused-refs': 'error',
      'vue/no-useless-mustaches': 'error',
      'vue/no-useless-v-bind': 'error',
      'vue/require-typed-ref': 'error',
    },
  },
  {
    files: ['**/src/**/*.{ts,vue}'],
    plugins: { 'import-x': importX },
    // For the .ts files as well: it is the parser of the components that they import.
    languageOptions: { parserOptions: { parser: ts.parser } },
    settings: {
      'import-x/resolver-next': [
        createTypeScriptImportResolver({ project: join(import.meta.dirname, 'tsconfig.json') }),
      ],
      'import-x/extensions': ['.ts', '.vue'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'], 'vue-eslint-parser': ['.vue'] },
    },
    rules: {
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-duplicates': 'error',
      'import-x/no-restricted-paths': ['error', { zones: [...walls, testingWall] }],
      'import-x/no-self-import': 'error',
    },
  },
  {
    files: ['**/src/**/*.test.ts', '**/src/testing/*.ts'],
    rules: { 'import-x/no-restricted-paths': ['error', { zones: walls }] },
  },
  prettier,
)
