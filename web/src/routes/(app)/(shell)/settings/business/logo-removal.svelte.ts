// Taking the logo away with a way back: gone from the screen at once, from the business when the offer to undo has passed.
import { toast } from '@crmfex/shared/ui/toasts.svelte.ts';
import { m } from '#lib/paraglide/messages.js';
import { removeLogo } from '#lib/tenant.ts';

/** As long as its message stands. */
const undoMs = 6_000;

/** Call while a component starts: leaving the page carries the removal out at once. */
export function createLogoRemoval() {
  let isPending = $state(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dismiss: (() => void) | undefined;

  function undo() {
    clearTimeout(timer);
    dismiss?.();
    isPending = false;
  }
  async function carryOut() {
    if (!isPending) return;
    clearTimeout(timer);
    dismiss?.();
    await removeLogo();
    isPending = false;
  }
  function begin() {
    isPending = true;
    dismiss = toast(m.logo_removed(), { action: { label: m.undo(), run: undo } });
    timer = setTimeout(() => void carryOut(), undoMs);
  }
  $effect(() => () => void carryOut());

  return {
    begin,
    undo,
    get isPending() {
      return isPending;
    },
  };
}
