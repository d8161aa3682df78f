// Generates src/api/schema.d.ts and src/api/actions.gen.ts from the server's committed openapi.json. An argument names
// another output folder.
import { readFile, writeFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import openapiTS, { astToString } from 'openapi-typescript'

const contract = new URL('../../openapi.json', import.meta.url)
const folder = process.argv[2] ? pathToFileURL(`${process.argv[2]}/`) : new URL('../src/api/', import.meta.url)

const head = '// Generated from openapi.json by `npm run gen`; do not edit.\n\n'
const document = JSON.parse(await readFile(contract, 'utf8'))
const ast = await openapiTS(document)
await writeFile(new URL('schema.d.ts', folder), head + astToString(ast))

const actions = document['x-actions'].map((action) => `\n  ${JSON.stringify(action)},`).join('')
const doc = '/** The forms of the actions, in the order of their buttons. */\n'
await writeFile(new URL('actions.gen.ts', folder), `${head}${doc}export const actions = [${actions}\n] as const\n`)
