// What the containers of the blob store share: how to reach them, and how an address for one blob is signed.
// What is removed here may be brought back by the account itself for seven days at most: soft delete of blobs and of containers, and old
// versions, are set to that by the deployment, so that what was erased is nowhere on the thirty-seventh day.
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { BlobClient, BlobServiceClient, ContainerClient, UserDelegationKey } from '@azure/storage-blob';
import { assertSafeAddress, isLoopback } from '../address.ts';
import { azureCredential } from '../azure/sign-in.ts';
import type { StorageConfig } from '../config.ts';
import { unlessMissing } from '../failures.ts';
import { once } from '../once.ts';
import type { LinkOptions } from './port.ts';

const timeoutMs = 60_000;
const linkMinutesMax = 60;
const minuteMs = 60_000;
/** Clocks differ a little: a link works from a few minutes ago on. */
const clockSkewMs = 5 * minuteMs;

export const patience = () => AbortSignal.timeout(timeoutMs);

/** Links are for the moment in which somebody clicked. */
export function checkedMinutes(minutes: number): number {
  if (minutes >= 1 && minutes <= linkMinutesMax) return minutes;
  throw new RangeError(`A link works for 1 to ${linkMinutesMax} minutes.`);
}

export type Grant = {
  permissions: 'r' | 'cw';
  minutes: number;
  contentType?: string;
  contentDisposition?: string;
  cacheControl?: string;
};

/** What is read by a link is kept by no cache that others share: a download not at all, a picture on a page as long as its link works. */
export const cachingOf = ({ disposition, minutes }: Pick<LinkOptions, 'disposition' | 'minutes'>): string =>
  disposition === 'attachment' ? 'private, no-store' : `private, max-age=${minutes * 60}`;

export type Storage = {
  container(): Promise<ContainerClient>;
  /** The address of one blob with a signature that grants what is asked, and no more. */
  sign(key: string, grant: Grant): Promise<string>;
};

/** One private container of the account that `config` names; nothing is loaded or called before the first use. */
export function openStorage(config: StorageConfig, containerName: string): Storage {
  assertSafeAddress('Blob storage', config.blobEndpoint, config.accountKey);
  const service = once(() => connect(config));
  const delegationKey = delegationKeys(service);
  return {
    container: once(async () => {
      const container = (await service()).getContainerClient(containerName);
      // In Azure the deployment makes the container; the emulator has nobody who would.
      if (isLoopback(config.blobEndpoint)) await container.createIfNotExists({ abortSignal: patience() });
      return container;
    }),
    sign: async (key, grant) => {
      const { url } = (await service()).getContainerClient(containerName).getBlobClient(key);
      return `${url}?${await signature(config, { ...grant, containerName, blobName: key }, delegationKey)}`;
    },
  };
}

/** The account that `config` names. */
export async function connect(config: StorageConfig): Promise<BlobServiceClient> {
  const { BlobServiceClient, StorageSharedKeyCredential } = await import('@azure/storage-blob');
  const credential = config.accountKey
    ? new StorageSharedKeyCredential(config.accountName, config.accountKey)
    : await azureCredential();
  return new BlobServiceClient(config.blobEndpoint, credential, {
    retryOptions: { maxTries: 3, retryDelayInMs: 200, maxRetryDelayInMs: 2000 },
  });
}

/** The bytes, or null when there is no such blob. */
export async function download(blob: BlobClient): Promise<Uint8Array | null> {
  return unlessMissing(async () => {
    const { readableStreamBody } = await blob.download(0, undefined, { abortSignal: patience() });
    return readableStreamBody ? await buffer(readableStreamBody) : new Uint8Array();
  });
}

/** What is read piece by piece goes at the pace of whoever works on it, so that only standing still ends it. */
const streamTimeoutMs = 10 * 60_000;
const longPatience = () => AbortSignal.timeout(streamTimeoutMs);

/** Size and bytes of a blob, piece by piece, or null when there is none. */
export async function openBlob(blob: BlobClient): Promise<{ sizeBytes: number; bytes: Readable } | null> {
  return unlessMissing(async () => {
    const { readableStreamBody, contentLength = 0 } = await blob.download(0, undefined, {
      abortSignal: longPatience(),
    });
    // Under Node the SDK always answers with a readable of Node's.
    return { sizeBytes: contentLength, bytes: (readableStreamBody as Readable | undefined) ?? Readable.from([]) };
  });
}

/** A user-delegation key signs links for an hour and a bit, and costs a call: it is kept while it outlives the next link. */
function delegationKeys(service: () => Promise<BlobServiceClient>): (until: Date) => Promise<UserDelegationKey> {
  let known: { key: UserDelegationKey; endsAt: number } | undefined;
  return async (until) => {
    if (known && known.endsAt >= until.getTime()) return known.key;
    const endsAt = Date.now() + 2 * linkMinutesMax * minuteMs;
    // Before any link that it will sign begins.
    const startsOn = new Date(Date.now() - 2 * clockSkewMs);
    const key = await (await service()).getUserDelegationKey(startsOn, new Date(endsAt), { abortSignal: patience() });
    known = { key, endsAt };
    return key;
  };
}

async function signature(
  config: StorageConfig,
  { permissions, minutes, ...rest }: Grant & { containerName: string; blobName: string },
  delegationKey: (until: Date) => Promise<UserDelegationKey>,
): Promise<string> {
  const sdk = await import('@azure/storage-blob');
  const expiresOn = new Date(Date.now() + minutes * minuteMs);
  const values = {
    ...rest,
    permissions: sdk.BlobSASPermissions.parse(permissions),
    startsOn: new Date(Date.now() - clockSkewMs),
    expiresOn,
    protocol: isLoopback(config.blobEndpoint) ? sdk.SASProtocol.HttpsAndHttp : sdk.SASProtocol.Https,
  };
  const signed = config.accountKey
    ? sdk.generateBlobSASQueryParameters(
        values,
        new sdk.StorageSharedKeyCredential(config.accountName, config.accountKey),
      )
    : sdk.generateBlobSASQueryParameters(values, await delegationKey(expiresOn), config.accountName);
  return String(signed);
}

/** A key that does not begin with a tenant's or a person's id would be readable by nobody's rule: that is a bug of ours. */
export function checkedKey(key: string): string {
  const isKey = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(\/[\w-][\w.-]*)+$/.test(key) && key.length <= 500;
  if (!isKey)
    throw new RangeError('A blob key is an id of tenant or person, then names of letters, digits, dots and dashes.');
  return key;
}
