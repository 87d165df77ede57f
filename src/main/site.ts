/**
 * The built page as a fixed map, read once: a request names an entry of this map and nothing else on the disk.
 * Electron's own scheme and the server of the browser's host both serve it.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'

export interface SiteFile {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly type: string
}

/** By path, from the root of the page: `/index.html`; `/` is the same file. */
export type Site = ReadonlyMap<string, SiteFile>

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
}

/** Throws where the folder has not been built. */
export function readSite(folder: string): Site {
  const site = new Map<string, SiteFile>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    site.set(`/${relative(folder, path).split(sep).join('/')}`, {
      bytes: new Uint8Array(readFileSync(path)),
      type: TYPES[extname(entry.name)] ?? 'application/octet-stream',
    })
  }
  const page = site.get('/index.html')
  if (!page) throw new Error(`No index.html in ${folder}`)
  return site.set('/', page)
}
