// Keys of a list: j and k walk the rows, x chooses, Shift draws a range, Enter follows the row's link, Escape lets go.

export type ListKeys = {
  rowHeight: number;
  count: () => number;
  toggle: (index: number, isRange: boolean) => void;
  clear: () => void;
};

/** Whether a key belongs to what is being typed or chosen elsewhere, and not to the page. */
export function isTaken(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement; // keydown always comes from an element
  const takes = 'input:not([type="checkbox"]), textarea, select, [contenteditable], [role="dialog"], [role="menu"]';
  return event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || target.closest(takes) !== null;
}

/** Attach to the table; each row says its place in `data-index`, its link carries `data-row`. */
export function listKeys(keys: () => ListKeys) {
  return (table: HTMLElement) => {
    const indexOf = (element: Element | null) => {
      const row = element?.closest<HTMLElement>('[data-index]');
      return row && table.contains(row) ? Number(row.dataset['index']) : -1;
    };
    const linkAt = (index: number) => table.querySelector<HTMLElement>(`[data-index="${index}"] [data-row]`);

    function walk(to: number) {
      const index = Math.max(0, Math.min(keys().count() - 1, to));
      linkAt(index)?.focus({ preventScroll: true });
      linkAt(index)?.closest('tr')?.scrollIntoView({ block: 'nearest' });
    }
    function pressed(event: KeyboardEvent) {
      if (isTaken(event)) return;
      const at = indexOf(document.activeElement);
      const key = event.key.toLowerCase();
      if (key === 'j' || key === 'k') walk(at + (key === 'j' ? 1 : -1));
      else if (key === 'x' && at >= 0) keys().toggle(at, event.shiftKey);
      else if (key === 'escape') keys().clear();
      else return;
      event.preventDefault();
    }
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  };
}
