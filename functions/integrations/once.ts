// Remembers what was made for a key, so that clients, tokens and queues are made once per process.

/** Gives the promise that `make` made for this key the first time; a failed one is forgotten, so the next call tries again. */
export function oncePer<T>(make: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const made = new Map<string, Promise<T>>();
  return (key) => {
    const known = made.get(key);
    if (known) return known;
    const promise = make(key);
    made.set(key, promise);
    promise.catch(() => made.delete(key));
    return promise;
  };
}

/** Gives the promise that `make` made the first time; a failed one is forgotten. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  const perKey = oncePer(make);
  return () => perKey('');
}
