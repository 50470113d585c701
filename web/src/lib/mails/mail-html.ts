// The HTML of a mail made fit to be looked at inside the app: nothing in it leads anywhere, and its looks are set without breaking our policy.

/**
 * Takes away what acts and what the page's security policy refuses: links become words with a title, styles wait under another name for
 * `dress`. Only tags are touched; in the text of a mail every `<` is escaped.
 */
export function undressed(html: string): string {
  return html.replace(/<[a-z][^<>]*>/gi, (tag) =>
    tag.replace(/\sstyle="/gi, ' data-style="').replace(/\shref="/gi, ' title="'),
  );
}

/** Sets the styles that `undressed` kept, one by one: that is allowed where a style attribute is not. */
export function dress(frame: Document): void {
  for (const element of frame.querySelectorAll<HTMLElement>('[data-style]')) {
    element.style.cssText = element.dataset['style'] ?? '';
  }
}
