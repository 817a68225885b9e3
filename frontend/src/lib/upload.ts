import { apiOrigin } from '@/config/env'
import { ApiError, errorFrom, withToken } from './http'

export interface UploadOptions {
  method?: 'POST' | 'PUT'
  signal?: AbortSignal
  /** Told a share from 0 to 1 as bytes leave. */
  onProgress?: (share: number) => void
}

/** Sends a form and reports progress, which fetch cannot. Returns the JSON answer or throws an {@link ApiError}. */
export function upload(path: string, form: FormData, options: UploadOptions = {}): Promise<unknown> {
  return withToken(true, (token) => uploadOnce(path, form, token, options))
}

function uploadOnce(path: string, form: FormData, token: string | null, options: UploadOptions): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest()
    xhr.open(options.method ?? 'POST', apiOrigin + path)
    xhr.setRequestHeader('Accept', 'application/json')
    if (token !== null) xhr.setRequestHeader('Authorization', `Bearer ${token}`)
    xhr.upload.onprogress = (event) => {
      if (event.lengthComputable) options.onProgress?.(event.loaded / event.total)
    }
    xhr.onload = () => {
      if (xhr.status < 200 || xhr.status > 299) {
        reject(errorFrom(xhr.status, xhr.responseText, xhr.getResponseHeader('Retry-After')))
        return
      }
      try {
        resolve(JSON.parse(xhr.responseText))
      } catch {
        reject(new ApiError('The server sent something unreadable.', xhr.status, 'bad-answer'))
      }
    }
    xhr.onerror = () => reject(new ApiError('The server could not be reached.', 0, 'unreachable'))
    xhr.onabort = () => reject(new DOMException('Upload cancelled', 'AbortError'))
    if (options.signal?.aborted === true) {
      reject(new DOMException('Upload cancelled', 'AbortError'))
      return
    }
    options.signal?.addEventListener('abort', () => xhr.abort(), { once: true })
    xhr.send(form)
  })
}
