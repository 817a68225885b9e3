import { MAX_PICTURE_BYTES } from '@/config/env'

export type PictureProblem = 'not-picture' | 'too-large'

/** Kinds that the server takes; it decides by content, this only saves a futile upload. */
const kinds = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

export const pictureAccept = [...kinds].join(',')

export function checkPicture(file: File): PictureProblem | null {
  if (!kinds.has(file.type)) return 'not-picture'
  return file.size > MAX_PICTURE_BYTES ? 'too-large' : null
}

/** The first picture among what was pasted or dropped. */
export function firstFile(data: DataTransfer | null): File | null {
  if (data === null) return null
  const files = [...data.files]
  return files.find((file) => kinds.has(file.type)) ?? files[0] ?? null
}
