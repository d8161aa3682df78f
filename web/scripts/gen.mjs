// Generates src/api/schema.d.ts, actions.gen.ts and matters.gen.ts from the server's committed openapi.json. An argument
// names another output folder.
import { readFile, writeFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import openapiTS, { astToString } from 'openapi-typescript'

const contract = new URL('../../openapi.json', import.meta.url)
const folder = process.argv[2] ? pathToFileURL(`${process.argv[2]}/`) : new URL('../src/api/', import.meta.url)

const head = '// Generated from openapi.json by `npm run gen`; do not edit.\n\n'
const document = JSON.parse(await readFile(contract, 'utf8'))
const ast = await openapiTS(document)
await writeFile(new URL('schema.d.ts', folder), head + astToString(ast))

/** One entry a line, so that a change of one shows as one. */
const listOf = (doc, name, extension) => {
  const lines = document[extension].map((one) => `\n  ${JSON.stringify(one)},`).join('')
  return `/** ${doc} */\nexport const ${name} = [${lines}\n] as const\n`
}
const write = (file, ...lists) => writeFile(new URL(file, folder), head + lists.join('\n'))

await write(
  'actions.gen.ts',
  listOf('The forms of the actions, in the order of their buttons.', 'actions', 'x-actions'),
  listOf('All actions, in the order of a matter’s life.', 'actionsOfLife', 'x-action-order'),
)
await write(
  'matters.gen.ts',
  listOf('The form of a matter.', 'matterForm', 'x-matter-form'),
  listOf('The filters of the list, in the order of the ledger.', 'ledgerFilters', 'x-matter-filters'),
)
