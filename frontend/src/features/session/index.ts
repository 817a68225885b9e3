export { logOut, updateProfile, useIsAdmin, useOwnProfile, type ProfileChange } from './api'
export { keepToken as keepRenewedToken, keepUser, signIn, signOut, useSession } from './store'
export { connectTokens, currentToken, renewToken } from './tokens'
export { toUser, type User } from './user'
