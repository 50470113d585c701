// PostgreSQL's own dump as a peer: it reads only servers of its major version and older, so the one of the server's own is looked for.
import { spawnSync } from 'node:child_process';
import pg from 'pg';

const majorOf = (version: string): number => Number(/(\d+)/.exec(version)?.[1] ?? Number.NaN);

async function serverMajor(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    return majorOf(rows[0]?.server_version ?? '');
  } finally {
    await client.end();
  }
}

/** Debian keeps each version in a folder of its own, beside what stands on the PATH. */
const placesOf = (major: number) => ['pg_dump', `/usr/lib/postgresql/${major}/bin/pg_dump`];

/** The `pg_dump` of the server's major version, or null where this machine has none; `major` says which it would be. */
export async function pgDumpOf(url: string): Promise<{ major: number; command: string | null }> {
  const major = await serverMajor(url);
  const isRight = (command: string) => {
    const { status, stdout } = spawnSync(command, ['--version'], { encoding: 'utf8' });
    return status === 0 && majorOf(stdout) === major;
  };
  return { major, command: placesOf(major).find(isRight) ?? null };
}
