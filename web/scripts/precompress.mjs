// Writes .br and .gz beside each compressible asset, so that the server only has to pick a file.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const compressible = new Set(['.js', '.css', '.html', '.svg', '.json'])
const root = new URL('../dist/', import.meta.url).pathname
const brotli = promisify(brotliCompress)
const gz = promisify(gzip)

const entries = await readdir(root, { recursive: true, withFileTypes: true })
const files = entries
  .filter((entry) => entry.isFile() && compressible.has(extname(entry.name)))
  .map((entry) => join(entry.parentPath, entry.name))

let saved = 0
for (const file of files) {
  const body = await readFile(file)
  if (body.length < 1024) continue
  const small = await brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })
  await writeFile(`${file}.br`, small)
  await writeFile(`${file}.gz`, await gz(body, { level: 9 }))
  saved += body.length - small.length
}
console.log(`precompressed ${files.length} files, ${(saved / 1024).toFixed(0)} kB less on the wire`)
