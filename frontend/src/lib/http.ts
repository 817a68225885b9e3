import { apiOrigin } from '@/config/env'

/** A request that did not succeed. `status` is 0 when no answer came at all. */
export class ApiError extends Error {
  constructor(
    message: string,
    readonly status: number,
    readonly code: string,
    /** Milliseconds the server asked us to wait, if it did. */
    readonly retryAfter: number | null = null,
  ) {
    super(message)
    this.name = 'ApiError'
  }

  /** Whether the same request may succeed later without any change to it. */
  get transient(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 425 || this.status === 429 || this.status >= 502
  }
}

/** Where requests get their token. Set once by the session feature, so that this module knows nothing of it. */
export interface TokenSource {
  /** A token that is good for the next moments, or null when signed out. */
  current(): Promise<string | null>
  /** Tries to get another token than `used`; null when that is not possible. */
  renew(used: string): Promise<string | null>
  /** The server refused our token and no other is to be had. */
  refused(message: string): void
}

let tokens: TokenSource = { current: () => Promise.resolve(null), renew: () => Promise.resolve(null), refused: () => undefined }

export function takeTokensFrom(source: TokenSource): void {
  tokens = source
}

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  json?: unknown
  signal?: AbortSignal
  /** False for sign-up, log-in and the like. */
  auth?: boolean
}

/** Sends a request and returns its response if its status is 2xx, else throws an {@link ApiError}. */
export async function send(path: string, options: RequestOptions = {}): Promise<Response> {
  return withToken(options.auth !== false, (token) => sendOnce(path, options, token))
}

/** Like {@link send}, and reads the body as JSON. The shape is for the caller to check. */
export async function request(path: string, options: RequestOptions = {}): Promise<unknown> {
  const response = await send(path, options)
  try {
    return await response.json()
  } catch {
    throw new ApiError('The server sent something unreadable.', response.status, 'bad-answer')
  }
}

/** Runs `attempt` with the current token and, after a 401, once more with a renewed one. */
export async function withToken<T>(auth: boolean, attempt: (token: string | null) => Promise<T>): Promise<T> {
  const token = auth ? await tokens.current() : null
  try {
    return await attempt(token)
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401 || !auth) throw error
    const renewed = token === null ? null : await tokens.renew(token)
    if (renewed !== null && renewed !== token) return attempt(renewed)
    tokens.refused(error.message)
    throw error
  }
}

async function sendOnce(path: string, options: RequestOptions, token: string | null): Promise<Response> {
  const headers = new Headers({ Accept: 'application/json, */*;q=0.5' })
  if (token !== null) headers.set('Authorization', `Bearer ${token}`)
  if (options.json !== undefined) headers.set('Content-Type', 'application/json')
  let response: Response
  try {
    response = await fetch(apiOrigin + path, {
      method: options.method ?? 'GET',
      headers,
      credentials: 'same-origin',
      ...(options.json === undefined ? {} : { body: JSON.stringify(options.json) }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiError('The server could not be reached.', 0, 'unreachable')
  }
  if (response.ok) return response
  throw errorFrom(response.status, await response.text().catch(() => ''), response.headers.get('Retry-After'))
}

/** Reads the error envelope; bodies that are not one (a proxy's page, say) are not shown to people. */
export function errorFrom(status: number, body: string, retryAfter: string | null): ApiError {
  let message = `The server answered with an error (${status}).`
  let code = `http-${status}`
  try {
    const parsed: unknown = JSON.parse(body)
    if (typeof parsed === 'object' && parsed !== null) {
      if ('message' in parsed && typeof parsed.message === 'string') message = parsed.message
      if ('code' in parsed && typeof parsed.code === 'string') code = parsed.code
    }
  } catch {
    // Not JSON: keep the plain sentence.
  }
  const seconds = retryAfter === null ? NaN : Number(retryAfter)
  return new ApiError(message, status, code, Number.isFinite(seconds) ? seconds * 1000 : null)
}
