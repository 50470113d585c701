// Types that SvelteKit lets an app extend.
declare global {
  namespace App {
    interface Error {
      message: string;
      /** Number of the request that failed, for whoever helps. */
      requestId?: string;
      kind?: string;
    }
  }
}

export {};
