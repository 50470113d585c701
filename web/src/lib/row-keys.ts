// Keys for lists: j and k walk the rows, Enter follows the row's link as any link does.

/** Attach to the element that holds the rows; each row's link carries `data-row`. */
export function rowKeys(node: HTMLElement): () => void {
  function walk(event: KeyboardEvent) {
    const target = event.target as HTMLElement; // keydown always comes from an element
    if (
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      target.closest('input, textarea, select, [role="dialog"], [role="menu"]')
    )
      return;
    if (event.key !== 'j' && event.key !== 'k') return;
    const rows = [...node.querySelectorAll<HTMLElement>('[data-row]')];
    const at = rows.indexOf(document.activeElement as HTMLElement); // -1 when the focus is elsewhere
    rows[Math.max(0, Math.min(rows.length - 1, at + (event.key === 'j' ? 1 : -1)))]?.focus();
  }
  document.addEventListener('keydown', walk);
  return () => document.removeEventListener('keydown', walk);
}
