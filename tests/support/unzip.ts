// A zip in memory as its entries, read back by a library that did not write it.
import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';

export async function unzipped(bytes: Uint8Array): Promise<Map<string, Buffer>> {
  const entries = new Map<string, Buffer>();
  const zip = await fromBufferPromise(Buffer.from(bytes), { lazyEntries: true });
  for await (const entry of zip.eachEntry()) {
    entries.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  }
  return entries;
}
