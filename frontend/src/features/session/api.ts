import { request, send } from '@/lib/http'
import { upload } from '@/lib/upload'
import { SignedIn, UpdatedProfile } from '@/lib/wire'
import { keepUser, signIn, signOut } from './store'

export interface Credentials {
  email: string
  password: string
}

export async function logIn(credentials: Credentials): Promise<void> {
  const answer = SignedIn.parse(await request('/api/auth/login', { method: 'POST', auth: false, json: { ...credentials, refresh: true } }))
  signIn(answer.token, answer.userData)
}

export async function signUp(fields: Credentials & { fullName: string; bio: string }): Promise<void> {
  const json = { ...fields, refresh: true, ...(fields.bio === '' ? { bio: undefined } : {}) }
  const answer = SignedIn.parse(await request('/api/auth/signup', { method: 'POST', auth: false, json }))
  signIn(answer.token, answer.userData)
}

/** Ends the session on the server too, as far as it can be reached; here it ends in any case. */
export async function logOut(everywhere = false): Promise<void> {
  try {
    await send(everywhere ? '/api/auth/logout-all' : '/api/auth/logout', { method: 'POST' })
  } catch (error) {
    if (everywhere) throw error
  }
  signOut()
}

export interface ProfileChange {
  name: string
  bio: string
  picture: File | null
}

export async function updateProfile(change: ProfileChange, onProgress: (share: number) => void): Promise<void> {
  const path = '/api/auth/update-profile'
  let answer: unknown
  if (change.picture === null) {
    answer = await request(path, { method: 'PUT', json: { fullName: change.name, bio: change.bio } })
  } else {
    const form = new FormData()
    form.set('fullName', change.name)
    form.set('bio', change.bio)
    form.set('profilePic', change.picture)
    answer = await upload(path, form, { method: 'PUT', onProgress })
  }
  keepUser(UpdatedProfile.parse(answer).updatedUser)
}
