// The picture of a line that is being dragged: the drag takes it out of the table, whose width its columns follow.

/** Gives the picture the measures that the row has in its table, whose container it leaves. */
export function asRow(picture?: HTMLElement): void {
  if (!picture) return;
  const row = document.querySelector<HTMLElement>(`[data-line="${picture.dataset['line'] ?? ''}"]`);
  if (row) {
    const { gridTemplateColumns, gap, padding } = getComputedStyle(row);
    Object.assign(picture.style, { gridTemplateColumns, gap, padding });
  }
  picture.classList.add('@container', 'shadow-float', 'rounded-field', 'bg-surface');
}
