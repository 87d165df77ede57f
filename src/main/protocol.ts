/** The scheme that the page is loaded from. A scheme of our own has an origin; the address of a file could read the disk. */
import { protocol, type Session } from 'electron'
import { SECURITY_HEADERS } from '../shared/content-security-policy'
import { readSite, type Site } from './site'

const SCHEME = 'app'
export const PAGE_ORIGIN = `${SCHEME}://lab`
export const PAGE_ADDRESS = `${PAGE_ORIGIN}/index.html`

/** Must be called before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Serves the built page, and nothing else, to the windows of this session. */
export function servePage(session: Session, folder: string): void {
  const site = readSite(folder)
  session.protocol.handle(SCHEME, (request) => answer(site, request))
}

function answer(site: Site, request: Request): Response {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return plain(405, 'Only GET and HEAD are answered.', { Allow: 'GET, HEAD' })
  }
  const { host, pathname } = new URL(request.url)
  const file = host === new URL(PAGE_ADDRESS).host ? site.get(pathname) : undefined
  if (!file) return plain(404, 'There is no such file in the lab.')
  return new Response(request.method === 'HEAD' ? null : file.bytes, {
    headers: { ...SECURITY_HEADERS, 'Content-Type': file.type },
  })
}

function plain(status: number, text: string, headers: Record<string, string> = {}): Response {
  return new Response(text, {
    status,
    headers: { ...SECURITY_HEADERS, 'Content-Type': 'text/plain; charset=utf-8', ...headers },
  })
}
