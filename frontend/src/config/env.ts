import * as z from 'zod/mini'

/** Build-time settings. Empty origin (the default) means the page's own: the gateway serves the app. */
const Env = z.object({
  VITE_API_ORIGIN: z._default(z.string(), '').check(z.regex(/^(https?:\/\/[^/]+)?$/, 'an origin such as https://chat.example.org')),
})

const parsed = Env.parse(import.meta.env)

export const apiOrigin = parsed.VITE_API_ORIGIN

/** Largest picture that the server takes, in bytes. */
export const MAX_PICTURE_BYTES = 5 * 1024 * 1024

/** Largest text that the server takes by default, in characters. */
export const MAX_TEXT_LENGTH = 20_000
