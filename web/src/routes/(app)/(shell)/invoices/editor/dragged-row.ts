// The picture of a line that is being dragged: the drag takes it out of the table, whose width its columns follow.

/** Gives the picture the columns and the width class that the row itself has in its table. */
export function asRow(picture?: HTMLElement): void {
  if (!picture) return;
  const row = document.querySelector<HTMLElement>(`[data-line="${picture.dataset['line'] ?? ''}"]`);
  if (row) picture.style.gridTemplateColumns = getComputedStyle(row).gridTemplateColumns;
  picture.classList.add('@container', 'shadow-float', 'rounded-field', 'bg-surface');
}
