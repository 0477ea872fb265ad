import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Route = string | ((request: IncomingMessage, response: ServerResponse) => void)

export interface TestSite {
  /** "http://127.0.0.1:41234" */
  readonly origin: string
  /** Answers by path and query; a text is a page of HTML. May be changed at any time. */
  readonly routes: Map<string, Route>
  /** Paths that were asked for, in order. */
  readonly asked: string[]
  readonly close: () => Promise<void>
}

/** A real web server for tests. */
export async function openSite(routes: Readonly<Record<string, Route>>): Promise<TestSite> {
  const map = new Map(Object.entries(routes))
  const asked: string[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    asked.push(path)
    const route = map.get(path)
    if (route === undefined) response.writeHead(404).end()
    else if (typeof route === 'string') response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(route)
    else route(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    routes: map,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A page that leads to others. */
export const page = (title: string, ...links: readonly string[]) =>
  `<!doctype html><html><head><title>${title}</title></head><body><h1>${title}</h1>${links.map((href) => `<a href="${href}">to it</a>`).join('\n')}</body></html>`

export const redirect =
  (location: string, status = 302): Route =>
  (_, response) =>
    response.writeHead(status, { location }).end()

/** A page with an ETag, which is not sent again to who has it. */
export const tagged =
  (html: string, tag: string): Route =>
  (request, response) => {
    if (request.headers['if-none-match'] === tag) response.writeHead(304, { etag: tag }).end()
    else response.writeHead(200, { 'content-type': 'text/html', etag: tag }).end(html)
  }
