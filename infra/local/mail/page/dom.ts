// Makes elements: text only ever becomes text, so that nothing in a mail can become markup of the mailbox.

type Attributes = Record<string, string | boolean | ((event: Event) => void)>;

/** `el('a', { href, onclick }, 'text', child)`: functions become listeners, false leaves an attribute out. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string | null)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.replace(/^on/, ''), value);
    else if (value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}
