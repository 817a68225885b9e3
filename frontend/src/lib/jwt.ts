export interface TokenFacts {
  /** When the token stops counting, in ms since the epoch; 0 when it does not say. */
  expiresAt: number
  admin: boolean
}

/** Reads what a token says, without checking it: only servers can. */
export function readToken(token: string): TokenFacts {
  try {
    const part = token.split('.')[1] ?? ''
    const json = decodeURIComponent(
      Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (c) => '%' + c.charCodeAt(0).toString(16).padStart(2, '0')).join(''),
    )
    const claims: unknown = JSON.parse(json)
    if (typeof claims !== 'object' || claims === null) return { expiresAt: 0, admin: false }
    const exp = 'exp' in claims && typeof claims.exp === 'number' ? claims.exp * 1000 : 0
    return { expiresAt: exp, admin: 'role' in claims && claims.role === 'admin' }
  } catch {
    return { expiresAt: 0, admin: false }
  }
}
