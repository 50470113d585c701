// Tokens that mails carry in the address's fragment: read once, then taken out of the address bar and the history.
const token = /^#([A-Za-z0-9_-]{43})$/;

/** The token after `#`, or undefined; the fragment is cleared so that it is neither shared nor stored. */
export function takeToken(): string | undefined {
  const found = token.exec(location.hash)?.[1];
  if (location.hash) history.replaceState(history.state, '', location.pathname + location.search);
  return found;
}
