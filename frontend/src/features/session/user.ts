import type { WireUser } from '@/lib/wire'

/** A user as the app sees one. */
export interface User {
  id: string
  name: string
  email: string
  bio: string
  /** URL of the picture, or empty. */
  picture: string
}

export function toUser(wire: WireUser): User {
  return { id: wire._id, name: wire.fullName, email: wire.email ?? '', bio: wire.bio, picture: wire.profilePic }
}
