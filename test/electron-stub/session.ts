/** The session: protocols, permissions, downloads, requests. */
import { EventEmitter } from 'node:events'
import { stub } from './stub'

type ProtocolHandler = (request: Request) => Response | Promise<Response>
type PermissionHandler = (contents: unknown, permission: string, callback: (granted: boolean) => void) => void
type RequestFilter = (details: { url: string }, callback: (answer: { cancel?: boolean }) => void) => void

class Session extends EventEmitter {
  private readonly handlers = new Map<string, ProtocolHandler>()
  private permissionRequest: PermissionHandler = (_contents, _permission, callback) => callback(true)
  private permissionCheck: () => boolean = () => true
  private devicePermission: () => boolean = () => true
  private requestFilter: RequestFilter = (_details, callback) => callback({})

  readonly protocol = {
    handle: (scheme: string, handler: ProtocolHandler): void => {
      this.handlers.set(scheme, handler)
    },
  }
  readonly webRequest = {
    onBeforeRequest: (filter: RequestFilter): void => {
      this.requestFilter = filter
    },
  }
  setPermissionRequestHandler(handler: PermissionHandler): void {
    this.permissionRequest = handler
  }
  setPermissionCheckHandler(handler: () => boolean): void {
    this.permissionCheck = handler
  }
  setDevicePermissionHandler(handler: () => boolean): void {
    this.devicePermission = handler
  }

  /** What a page's request comes to; `null` where it is cancelled. */
  async fetch(address: string, init?: RequestInit): Promise<Response | null> {
    let cancelled = false
    this.requestFilter({ url: address }, ({ cancel }) => (cancelled = cancel ?? false))
    if (cancelled) return null
    const handler = this.handlers.get(new URL(address).protocol.replace(':', ''))
    if (!handler) throw new Error(`net::ERR_UNKNOWN_URL_SCHEME ${address}`)
    return handler(new Request(address, init))
  }
  /** Whether a permission is granted, by request, by check and for a device. */
  grants(permission: string): boolean {
    let granted = false
    this.permissionRequest(null, permission, (answer) => (granted = answer))
    return granted || this.permissionCheck() || this.devicePermission()
  }
}

export const session = { defaultSession: new Session() }

export const protocol = {
  registerSchemesAsPrivileged(schemes: readonly unknown[]) {
    stub.privilegedSchemes.push(...schemes)
  },
}
