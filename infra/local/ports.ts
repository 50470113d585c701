// The one table of ports: where each part of the local platform listens, counted from a base.
import { createServer } from 'node:net';

const portOffsets = {
  app: 0,
  portal: 1,
  functions: 2,
  mail: 3,
  cosmos: 4,
  postgres: 5,
  vault: 6,
  smtp: 7,
  rates: 8,
  blob: 10,
  queue: 11,
  table: 12,
} as const;

export type PartName = keyof typeof portOffsets;
export type Ports = Record<PartName, number>;

export const defaultPortBase = 24_000;

/** What people call each part when its port is taken. */
export const partTitles: Record<PartName, string> = {
  app: 'the web app',
  portal: 'the client portal',
  functions: 'the Functions host',
  mail: 'the mail stand-in',
  cosmos: 'the Cosmos DB emulator',
  postgres: 'PostgreSQL',
  vault: 'the Key Vault stand-in',
  smtp: 'the SMTP stand-in',
  rates: 'the stand-in of the central bank',
  blob: 'Azurite (blobs)',
  queue: 'Azurite (queues)',
  table: 'Azurite (tables)',
};

// From 32768 on, an outgoing connection may hold a port for a moment, and a start would fail now and then.
const portsEnd = 32_768;
const spanOfBase = 20;

export function portsFrom(base: number): Ports {
  const ports: Record<string, number> = {};
  for (const [part, offset] of Object.entries(portOffsets)) ports[part] = base + offset;
  // Object.entries forgets the key type; every key of the table was just copied.
  return ports as Ports;
}

/** Reads `--port-base N`. Throws a sentence for the terminal when N cannot be a base. */
export function portBaseFrom(value: string | undefined): number {
  if (value === undefined) return defaultPortBase;
  const base = Number(value);
  if (!Number.isInteger(base) || base < 1024 || base + spanOfBase > portsEnd) {
    throw new Error(`--port-base must be a whole number from 1024 to ${portsEnd - spanOfBase}, not "${value}".`);
  }
  return base;
}

export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** Throws one sentence that names every taken port and the part which wants it. */
export async function assertPortsFree(ports: Ports, parts: readonly PartName[]): Promise<void> {
  const taken: PartName[] = [];
  for (const part of parts) if (!(await isPortFree(ports[part]))) taken.push(part);
  if (taken.length === 0) return;
  const names = taken.map((part) => `${ports[part]} (wanted by ${partTitles[part]})`).join(', ');
  const what = taken.length === 1 ? `Port ${names} is` : `Ports ${names} are`;
  throw new Error(`${what} used by another program. Stop it, or choose other ports: npm start -- --port-base 26000`);
}

/** A base whose ports are all free at this moment, for runs that live beside `npm start`. */
export async function findFreePortBase(): Promise<number> {
  const first = 27_000;
  const bases = Math.floor((portsEnd - first) / spanOfBase);
  for (let attempt = 0; attempt < 50; attempt++) {
    const base = first + spanOfBase * Math.floor(Math.random() * bases);
    const free = await Promise.all(Object.values(portsFrom(base)).map(isPortFree));
    if (free.every(Boolean)) return base;
  }
  throw new Error('No free range of ports was found below 32768.');
}
