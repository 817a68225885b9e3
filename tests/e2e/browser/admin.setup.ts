import type { FullConfig } from '@playwright/test'

/** On a stack that holds nobody yet whoever signs up first is its admin: this account, before any test signs people up. */
export const admin = { name: 'Ada Admin', email: 'ada.admin@example.org', password: 'correct horse battery staple' }

export default async function signAdminUp(config: FullConfig): Promise<void> {
  const base = config.projects[0]?.use.baseURL ?? ''
  const answer = await fetch(`${base}/api/auth/signup`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ fullName: admin.name, email: admin.email, password: admin.password }),
  })
  // There already, from an earlier run.
  if (answer.status !== 201 && answer.status !== 400) throw new Error(`signing the admin up was answered ${answer.status}`)
}
