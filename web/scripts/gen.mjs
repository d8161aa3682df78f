// Generates src/api/schema.d.ts from the server's committed openapi.json. An argument names another output file.
import { readFile, writeFile } from 'node:fs/promises'
import openapiTS, { astToString } from 'openapi-typescript'

const contract = new URL('../../openapi.json', import.meta.url)
const output = process.argv[2] ?? new URL('../src/api/schema.d.ts', import.meta.url)

const head = '// Generated from openapi.json by `npm run gen`; do not edit.\n\n'
const ast = await openapiTS(JSON.parse(await readFile(contract, 'utf8')))
await writeFile(output, head + astToString(ast))
