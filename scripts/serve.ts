/**
 * Serves the built page on this computer alone. It has no API, holds no data and reads nothing from the disk for a
 * request: files come from a fixed map. It answers to its own name only, so that no other site can borrow it.
 */
import { createServer, STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { readSite, type Site } from '../src/main/site'
import { SECURITY_HEADERS } from '../src/shared/content-security-policy'
import { build, builtPage, isBuilt } from './built-lab'

const LOOPBACK = '127.0.0.1'

export interface RunningServer {
  readonly port: number
  readonly url: string
  /** Ends open connections too. */
  close(): Promise<void>
}

/** How many ports are tried, from the wanted one on. */
const TRIES = 20

/** Milliseconds that a request may take to arrive: a page on this computer needs none of them. */
const PATIENCE = 10_000
/** A browser opens six. */
const MOST_CONNECTIONS = 128

/** The first free port from `firstPort` on, or any with 0. Rejects where none is, or listening fails otherwise. */
export async function serve(site: Site, firstPort: number, patience = PATIENCE): Promise<RunningServer> {
  for (let wanted = firstPort; ; wanted++) {
    const server = createPageServer(site, patience)
    try {
      await listen(server, wanted)
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
      if (!taken || wanted + 1 >= firstPort + TRIES) throw error
      continue
    }
    const port = portOf(server)
    return {
      port,
      url: `http://${LOOPBACK}:${port}/`,
      close: () =>
        new Promise((resolve) => {
          server.close(() => resolve())
          server.closeAllConnections()
        }),
    }
  }
}

function createPageServer(site: Site, patience: number): Server {
  const options = {
    headersTimeout: patience,
    requestTimeout: patience,
    connectionsCheckingInterval: Math.min(1000, patience / 2),
    // Refused below, with the headers that every answer has.
    requireHostHeader: false,
  }
  const server = createServer(options, (request, response) => answer(site, request, response))
  server.maxConnections = MOST_CONNECTIONS
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => answer(site, request, response))
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => answer(site, request, response))
  server.on('clientError', refuseUnreadable)
  return server
}

const UNREADABLE: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }

/** What is no request at all, too long, or never comes to its end. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable) return void socket.destroy()
  const status = UNREADABLE[error.code ?? ''] ?? 400
  const headers = { ...SECURITY_HEADERS, 'Content-Length': '0', Connection: 'close' }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', ''].join('\r\n'))
}

/** The lab as it stands in the sources, for scripts that look at it: built where needed, at any free port. */
export async function serveLab(): Promise<RunningServer> {
  if (!isBuilt()) await build()
  return serve(readSite(builtPage), 0)
}

function portOf(server: Server): number {
  const address = server.address()
  return address !== null && typeof address === 'object' ? address.port : 0
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host: LOOPBACK }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function answer(site: Site, request: IncomingMessage, response: ServerResponse): void {
  const refuse = (status: number, text: string): void => {
    response.writeHead(status, { ...SECURITY_HEADERS, 'Content-Type': 'text/plain; charset=utf-8' }).end(text)
  }
  const { host } = request.headers
  const port = request.socket.localPort
  if (host !== `${LOOPBACK}:${port}` && host !== `localhost:${port}`) {
    return refuse(403, 'This server answers to its own address only.')
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD')
    return refuse(405, 'Only GET and HEAD are answered.')
  }
  const [path = '/'] = (request.url ?? '/').split('?', 1)
  const file = site.get(path)
  if (!file) return refuse(404, 'There is no such file in the lab.')
  response.writeHead(200, {
    ...SECURITY_HEADERS,
    'Content-Type': file.type,
    'Content-Length': file.bytes.length,
    // Asked again each time: the next start may serve a newer lab from the same address.
    'Cache-Control': 'no-cache',
  })
  response.end(request.method === 'HEAD' ? undefined : file.bytes)
}
