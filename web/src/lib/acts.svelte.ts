// Acts of a place, one at a time: which is on its way, what is said when it is done, and what when it failed.
import { toast } from '@crmfex/shared/ui/toasts.svelte.ts';
import { problemText } from './problems.ts';

/** For acts that no form sends. `busy` is the name of the one on its way, for its button. */
export function createActs() {
  let busy = $state<string | undefined>();
  return {
    get busy() {
      return busy;
    },
    get isBusy() {
      return busy !== undefined;
    },
    /** @param done said when it went well */
    async run(name: string, act: () => Promise<unknown>, done?: string): Promise<void> {
      busy = name;
      try {
        await act();
        if (done) toast(done);
      } catch (cause) {
        toast(problemText(cause), { tone: 'bad' });
      } finally {
        busy = undefined;
      }
    },
  };
}
