// The path of a blob trigger, such as `uploads/{tenant}/{name}.png`: which container, which blobs, and what their names tell.

export type BlobPath = {
  text: string;
  containerName: string;
  /** What every matching name begins with, so that nothing else is listed. */
  prefix: string;
  /** The parts between braces, or null when the blob is not meant. */
  match(name: string): Record<string, string> | null;
};

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Reads a trigger's path. As in Azure a part between braces matches as much as it can, slashes too when it stands last.
 * @throws Error when the container is missing or a name is used twice
 */
export function blobPath(text: string): BlobPath {
  const [containerName = '', ...rest] = text.split('/');
  const pattern = rest.join('/');
  if (!/^[a-z0-9$][a-z0-9-]{2,62}$/.test(containerName) || pattern === '') {
    throw new Error(`"${text}" is no path of a blob trigger: it needs a container and a pattern.`);
  }
  const parts = pattern.split(/(\{\w+\})/);
  const names = parts.filter((part) => part.startsWith('{')).map((part) => part.slice(1, -1));
  if (new Set(names).size !== names.length) throw new Error(`"${text}" uses a name twice.`);
  const last = parts.findLastIndex((part) => part.startsWith('{'));
  const expression = new RegExp(
    `^${parts.map((part, place) => (part.startsWith('{') ? (place === last ? '(.+)' : '([^/]+)') : escape(part))).join('')}$`,
  );
  return {
    text,
    containerName,
    prefix: pattern.split('{')[0] ?? '',
    match: (name) => {
      const found = expression.exec(name);
      return found && Object.fromEntries(names.map((key, place) => [key, found[place + 1] ?? '']));
    },
  };
}
