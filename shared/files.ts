// Files: what people attach to a client or an invoice, and the picture of a person. Bytes go straight to the blob store by a short-lived link.
import * as z from 'zod';
import { Instant, line } from './fields.ts';
import { byId, route } from './route.ts';

export const fileBytesMax = 25 * 1024 * 1024;
export const pictureBytesMax = 5 * 1024 * 1024;
/** How many files one client or invoice holds. */
export const filesMax = 200;

const office = 'application/vnd.openxmlformats-officedocument';
const typesByExtension: Record<string, string> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  xlsx: `${office}.spreadsheetml.sheet`,
  docx: `${office}.wordprocessingml.document`,
  csv: 'text/csv',
  xml: 'application/xml',
};
/** The endings that may be uploaded, without the dot. */
export const fileExtensions = Object.keys(typesByExtension);

/** The content type that a file's name claims; undefined when such files are not taken. */
export function contentTypeOf(name: string): string | undefined {
  const extension = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(typesByExtension, extension) ? typesByExtension[extension] : undefined;
}

export const FileName = line(200).refine((name) => contentTypeOf(name) !== undefined, { error: 'file.type' });

export const FileState = z.enum(['uploading', 'ready', 'refused']);
export type FileState = z.infer<typeof FileState>;

export const StoredFile = z.strictObject({
  id: z.uuid(),
  clientId: z.uuid().nullable(),
  invoiceId: z.uuid().nullable(),
  name: z.string(),
  contentType: z.string(),
  sizeBytes: z.int(),
  state: FileState,
  /** Why it was refused, in the caller's language. */
  refusal: z.string().nullable(),
  /** Whether the client sees it in the portal, beside the invoice. */
  isShared: z.boolean(),
  /** When the client first opened it there. */
  firstOpenedAt: Instant.nullable(),
  createdBy: z.uuid().nullable(),
  createdAt: Instant,
  deletedAt: Instant.nullable(),
});
export type StoredFile = z.infer<typeof StoredFile>;

/** Where the bytes go: one PUT with the header `x-ms-blob-type: BlockBlob`, within some minutes. */
export const Upload = z.strictObject({ uploadUrl: z.string(), fileId: z.uuid() });
export type Upload = z.infer<typeof Upload>;

const oneOwner = (value: { clientId?: string; invoiceId?: string }) =>
  (value.clientId === undefined) !== (value.invoiceId === undefined);

export const FileCreate = z
  .strictObject({
    id: z.uuid().optional(),
    clientId: z.uuid().optional(),
    invoiceId: z.uuid().optional(),
    name: FileName,
    sizeBytes: z.int().min(1, { error: 'file.empty' }).max(fileBytesMax, { error: 'file.tooLarge' }),
    /** Shows it to the client of the invoice as soon as it is ready. */
    isShared: z.boolean().optional(),
  })
  .refine(oneOwner, { error: 'file.oneOwner', path: ['clientId'] })
  .refine(({ isShared, clientId }) => !(isShared && clientId), { error: 'file.notOfInvoice', path: ['isShared'] });
export type FileCreate = z.infer<typeof FileCreate>;

export const FileList = z
  .strictObject({ clientId: z.uuid().optional(), invoiceId: z.uuid().optional() })
  .refine(oneOwner, { error: 'file.oneOwner', path: ['clientId'] });
export type FileList = z.infer<typeof FileList>;

export const FileChange = z.strictObject({ isShared: z.boolean() });
export type FileChange = z.infer<typeof FileChange>;

export const fileRoutes = {
  list: route('GET /files', {
    summary: 'Files of a client or an invoice, newest first',
    query: FileList,
    response: z.array(StoredFile),
  }),
  create: route('POST /files', {
    summary: 'Announce a file; the answer says where its bytes go',
    body: FileCreate,
    response: Upload,
  }),
  content: route('GET /files/{id}/content', {
    summary: 'The bytes of a file, by a short-lived link',
    params: byId,
    answer: 'redirect',
  }),
  change: route('PATCH /files/{id}', {
    summary: 'Show a file of an invoice to its client in the portal, or no longer',
    params: byId,
    body: FileChange,
    response: StoredFile,
  }),
  remove: route('DELETE /files/{id}', { summary: 'Delete a file; it can be brought back for 30 days', params: byId }),
  restore: route('POST /files/{id}/restore', {
    summary: 'Bring a deleted file back',
    params: byId,
    response: StoredFile,
    status: 200,
  }),
  createPicture: route('POST /me/picture', {
    summary: 'Announce a picture of oneself; the answer says where its bytes go',
    body: z.strictObject({
      contentType: z.enum(['image/png', 'image/jpeg', 'image/webp']),
      sizeBytes: z.int().min(1, { error: 'file.empty' }).max(pictureBytesMax, { error: 'file.pictureTooLarge' }),
    }),
    response: Upload,
  }),
  removePicture: route('DELETE /me/picture', { summary: 'Remove the picture of oneself' }),
  picture: route('GET /users/{id}/picture', {
    summary: 'The picture of somebody in the own business, by a short-lived link',
    params: byId,
    /** Changes with the picture, so that a browser does not show the old one. */
    query: z.strictObject({ v: z.uuid().optional() }),
    answer: 'redirect',
  }),
};
