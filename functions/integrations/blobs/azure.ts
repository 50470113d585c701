// Blobs in Azure Blob Storage: one private container, read from outside only by short-lived signed addresses.
import { buffer } from 'node:stream/consumers';
import type { BlobClient, BlobServiceClient, SASQueryParameters, UserDelegationKey } from '@azure/storage-blob';
import { assertSafeAddress, isLoopback } from '../address.ts';
import { azureCredential } from '../azure/sign-in.ts';
import type { StorageConfig } from '../config.ts';
import { calling, statusOf, type Call } from '../failures.ts';
import { once } from '../once.ts';
import type { Blobs, LinkOptions } from './port.ts';

const containerName = 'files';
const timeoutMs = 60_000;
const linkMinutesMax = 60;
const minuteMs = 60_000;
/** Clocks differ a little: a link works from a few minutes ago on. */
const clockSkewMs = 5 * minuteMs;

/** Connects to the blob service that `config` names; nothing is loaded or called before the first use. */
export function azureBlobs(config: StorageConfig): Blobs {
  assertSafeAddress('Blob storage', config.blobEndpoint, config.accountKey);
  const service = once(() => connect(config));
  const container = once(() => openContainer(config, service));
  const delegationKey = delegationKeys(service);
  const call = (what: string): Call => ({ port: 'blobs', what, isRepeatable: true });

  return {
    async put(key, bytes, { contentType }) {
      const name = checkedKey(key);
      await calling(call('put a blob'), async () => {
        const blobHTTPHeaders = { blobContentType: contentType };
        const blob = (await container()).getBlockBlobClient(name);
        await blob.uploadData(bytes, { blobHTTPHeaders, abortSignal: AbortSignal.timeout(timeoutMs) });
      });
    },

    async get(key) {
      const name = checkedKey(key);
      return calling(call('get a blob'), async () => download((await container()).getBlobClient(name)));
    },

    async remove(key) {
      const name = checkedKey(key);
      await calling(call('remove a blob'), async () => {
        const blob = (await container()).getBlobClient(name);
        await blob.deleteIfExists({ deleteSnapshots: 'include', abortSignal: AbortSignal.timeout(timeoutMs) });
      });
    },

    async link(key, options) {
      const name = checkedKey(key);
      if (!(options.minutes >= 1 && options.minutes <= linkMinutesMax)) {
        throw new RangeError(`A link works for 1 to ${linkMinutesMax} minutes.`);
      }
      return calling(call('sign a link'), async () => {
        const blob = (await service()).getContainerClient(containerName).getBlobClient(name);
        return `${blob.url}?${String(await signed(config, name, options, delegationKey))}`;
      });
    },
  };
}

async function download(blob: BlobClient): Promise<Uint8Array | null> {
  try {
    const { readableStreamBody } = await blob.download(0, undefined, { abortSignal: AbortSignal.timeout(timeoutMs) });
    return readableStreamBody ? await buffer(readableStreamBody) : new Uint8Array();
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw error;
  }
}

async function connect(config: StorageConfig): Promise<BlobServiceClient> {
  const { BlobServiceClient, StorageSharedKeyCredential } = await import('@azure/storage-blob');
  const credential = config.accountKey
    ? new StorageSharedKeyCredential(config.accountName, config.accountKey)
    : await azureCredential();
  return new BlobServiceClient(config.blobEndpoint, credential, {
    retryOptions: { maxTries: 3, retryDelayInMs: 200, maxRetryDelayInMs: 2000 },
  });
}

/** In Azure the deployment makes the container; the emulator has nobody who would. */
async function openContainer(config: StorageConfig, service: () => Promise<BlobServiceClient>) {
  const container = (await service()).getContainerClient(containerName);
  if (isLoopback(config.blobEndpoint))
    await container.createIfNotExists({ abortSignal: AbortSignal.timeout(timeoutMs) });
  return container;
}

/** A user-delegation key signs links for an hour and a bit, and costs a call: it is kept while it outlives the next link. */
function delegationKeys(service: () => Promise<BlobServiceClient>): (until: Date) => Promise<UserDelegationKey> {
  let known: { key: UserDelegationKey; endsAt: number } | undefined;
  return async (until) => {
    if (known && known.endsAt >= until.getTime()) return known.key;
    const endsAt = Date.now() + 2 * linkMinutesMax * minuteMs;
    // Before any link that it will sign begins.
    const startsOn = new Date(Date.now() - 2 * clockSkewMs);
    const options = { abortSignal: AbortSignal.timeout(timeoutMs) };
    const key = await (await service()).getUserDelegationKey(startsOn, new Date(endsAt), options);
    known = { key, endsAt };
    return key;
  };
}

async function signed(
  config: StorageConfig,
  key: string,
  { fileName, contentType, minutes, disposition }: LinkOptions,
  delegationKey: (until: Date) => Promise<UserDelegationKey>,
): Promise<SASQueryParameters> {
  const sdk = await import('@azure/storage-blob');
  const expiresOn = new Date(Date.now() + minutes * minuteMs);
  const values = {
    containerName,
    blobName: key,
    permissions: sdk.BlobSASPermissions.parse('r'),
    startsOn: new Date(Date.now() - clockSkewMs),
    expiresOn,
    protocol: isLoopback(config.blobEndpoint) ? sdk.SASProtocol.HttpsAndHttp : sdk.SASProtocol.Https,
    contentType,
    contentDisposition: contentDisposition(disposition, fileName),
  };
  if (config.accountKey) {
    const credential = new sdk.StorageSharedKeyCredential(config.accountName, config.accountKey);
    return sdk.generateBlobSASQueryParameters(values, credential);
  }
  return sdk.generateBlobSASQueryParameters(values, await delegationKey(expiresOn), config.accountName);
}

/** RFC 6266: a plain name for old readers and the true one, with Turkish letters, for all others. */
function contentDisposition(disposition: LinkOptions['disposition'], fileName: string): string {
  const plain = fileName.normalize('NFKD').replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const full = encodeURIComponent(fileName.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `${disposition}; filename="${plain}"; filename*=UTF-8''${full}`;
}

/** A key that does not begin with a tenant's id would be readable by nobody's rule: that is a bug of ours. */
function checkedKey(key: string): string {
  const isKey = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(\/[\w-][\w.-]*)+$/.test(key) && key.length <= 500;
  if (!isKey) throw new RangeError('A blob key is the tenant id, then names of letters, digits, dots and dashes.');
  return key;
}
