// The secret of a link: it arrives in the fragment, which no server sees, and leaves the address bar at once.

const shape = /^[A-Za-z0-9_-]{43}$/;

/** Takes the token out of the address. Undefined when there is none or it cannot be one. */
export function takeToken(): string | undefined {
  const token = location.hash.slice(1);
  if (location.hash) history.replaceState(history.state, '', location.pathname);
  return shape.test(token) ? token : undefined;
}
