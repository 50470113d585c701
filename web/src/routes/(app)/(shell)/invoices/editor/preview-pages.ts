// Which pages of a preview to ask for next.

/** As many as one answer carries (`previewPagesMax` of the contract). */
const pagesMax = 3;

/** What is to be asked for next: the first page in view that is not of this wording, and its neighbours. */
export function missingPages(
  inView: Iterable<number>,
  isTrue: (page: number) => boolean,
): { first: number; count: number } | undefined {
  const missing = [...inView].filter((page) => !isTrue(page)).sort((one, other) => one - other);
  const [first] = missing;
  if (first === undefined) return undefined;
  let count = 1;
  while (count < pagesMax && missing.includes(first + count)) count += 1;
  return { first, count };
}
