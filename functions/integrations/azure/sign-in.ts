// How adapters prove who they are to Azure: a managed identity, or an emulator's key when the address is loopback.
import type { TokenCredential } from '@azure/identity';

let known: Promise<TokenCredential> | undefined;

/** The one credential of this process, so that its tokens are fetched once; managed identity in Azure, `az login` on a desk. */
export function azureCredential(): Promise<TokenCredential> {
  known ??= import('@azure/identity').then(({ DefaultAzureCredential }) => new DefaultAzureCredential());
  return known;
}
