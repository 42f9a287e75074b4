// SPDX-License-Identifier: Apache-2.0
// Files of records. Photographs are made smaller on the device before they go: a village has 2G.
import { get, query, send, upload } from './api'
import { pathOf } from './records'

export interface Attachment {
  id: string
  file_name: string | null
  media_type: string
  size_bytes: number
  purpose: string
  caption: string | null
  taken_on: string | null
  attached_at: string
  personal: boolean
  readable: boolean
}
export const TAKEN = 'image/jpeg,image/png,image/webp,.pdf,.docx,.xlsx'
const SIDE_MAX = 1600
const QUALITY = 0.82

export const isPicture = (attachment: Attachment): boolean => attachment.media_type.startsWith('image/')
export const fileOf = (kind: string, id: string, attachment: Attachment): string => `${pathOf(kind, id)}/attachments/${attachment.id}`

export function listAttachments(kind: string, id: string, signal?: AbortSignal): Promise<Attachment[]> {
  return get<{ items: Attachment[] }>(`${pathOf(kind, id)}/attachments`, {}, signal).then((answer) => answer.data.items)
}
/** The newest photograph of each of these records. */
export async function photosOf(kind: string, ids: string[], signal?: AbortSignal): Promise<Record<string, Attachment>> {
  if (!ids.length) return {}
  return (await get<{ items: Record<string, Attachment> }>(`${pathOf(kind)}/photos`, { ids: ids.join(',') }, signal)).data.items
}

/** A picture no larger than a screen shows, the right way up; what the device cannot draw goes as it is. */
async function smaller(file: File): Promise<File> {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type)) return file
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const scale = Math.min(1, SIDE_MAX / Math.max(bitmap.width, bitmap.height))
    if (scale === 1 && file.size < 400_000) return file
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(bitmap.width * scale)
    canvas.height = Math.round(bitmap.height * scale)
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
    bitmap.close()
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
    return blob && (scale < 1 || blob.size < file.size) ? new File([blob], file.name.replace(/\.\w+$/, '') + '.jpg', { type: 'image/jpeg' }) : file
  } catch {
    return file
  }
}

export async function attach(kind: string, id: string, file: File, caption: string, onprogress: (part: number) => void): Promise<Attachment> {
  const sent = await smaller(file)
  const path = `${pathOf(kind, id)}/attachments` + query({ file_name: sent.name, caption: caption.trim() })
  return (await upload<Attachment>(path, sent, onprogress)).data
}
export function detach(kind: string, id: string, attachment: Attachment, reason: string): Promise<unknown> {
  return send('DELETE', fileOf(kind, id, attachment) + query({ reason }))
}
