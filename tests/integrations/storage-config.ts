// The running platform's storage, as the adapters take it.
import type { StorageConfig } from '../../functions/integrations/config.ts';
import { storageAccount } from '../../infra/local/settings.ts';
import { platform } from '../support/platform.ts';

export function storageConfig(): StorageConfig {
  const { BLOB_ENDPOINT = '', QUEUE_ENDPOINT = '', STORAGE_ACCOUNT_KEY: accountKey } = platform().settings;
  return {
    blobEndpoint: BLOB_ENDPOINT,
    queueEndpoint: QUEUE_ENDPOINT,
    accountName: storageAccount,
    accountKey,
  };
}
