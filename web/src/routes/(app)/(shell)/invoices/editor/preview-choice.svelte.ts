// Whether the preview is shown: beside the form where there is room, until somebody closes it; elsewhere when asked for.
import { deviceStorage } from '@crmfex/shared/device-storage.ts';
import { MediaQuery } from 'svelte/reactivity';

const { name } = deviceStorage.preview;

/** Reads and keeps the choice of this browser. */
export function createPreviewChoice() {
  const wide = new MediaQuery('min-width: 1440px', false);
  let isWanted = $state(localStorage.getItem(name) !== 'closed');
  let isSheetOpen = $state(false);
  return {
    get isBeside() {
      return wide.current;
    },
    get isOpen() {
      return wide.current ? isWanted : isSheetOpen;
    },
    set isOpen(open: boolean) {
      if (!wide.current) isSheetOpen = open;
      else {
        isWanted = open;
        localStorage.setItem(name, open ? 'open' : 'closed');
      }
    },
  };
}
