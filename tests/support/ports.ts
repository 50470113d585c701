// Outside services kept in memory, for tests about our own side of them.
import { Readable } from 'node:stream';
import type { ActivityEntry, ActivityLog } from '../../functions/integrations/activity-log/port.ts';
import { memoryArchive } from './archive.ts';
import { memoryContainers } from './containers.ts';
import { memoryServerLogs } from './server-logs.ts';
import { checkedKey } from '../../functions/integrations/blobs/storage.ts';
import type { OutgoingMail } from '../../functions/integrations/mail/port.ts';
import type { SmtpServer } from '../../functions/integrations/mail/smtp-port.ts';
import type { Bulletin } from '../../functions/integrations/rates/port.ts';
import type { DeadLetter } from '../../functions/integrations/queues/port.ts';
import { PortError } from '../../functions/integrations/port-error.ts';
import type { Ports } from '../../functions/integrations/ports.ts';
import { sealedWith } from '../../functions/integrations/secrets/envelope.ts';

/** Tokens that memory ports know: of an operator, and of somebody of the house without the role. */
export const operatorToken = 'an-operator';
export const visitorToken = 'somebody-else';

export type SentMessage = { queue: string; message: object };

export type MemoryPorts = Ports & {
  /** What browsers have put into the container of uploads. */
  arrivals: Map<string, Uint8Array>;
  /** What has been put where, for looking. */
  files: Map<string, { bytes: Uint8Array; contentType: string }>;
  sent: SentMessage[];
  /** What the host has set aside. */
  letters: DeadLetter[];
  mails: OutgoingMail[];
  /** What own servers were asked: who they are, and the mail if there was one. */
  smtpCalls: { server: SmtpServer; mail: OutgoingMail | null }[];
  entries: Map<string, ActivityEntry>;
  /** What the central bank says of a day; of any other it says nothing at all. */
  bulletins: Map<string, Bulletin | null>;
};

/** A bank that knows what the test tells it. */
function memoryBank(bulletins: MemoryPorts['bulletins']): Ports['exchangeRates'] {
  const silence = () =>
    new PortError('rates: silent', { port: 'rates', kind: 'timed-out', retryable: true, outcome: 'unknown' });
  return {
    latest: async () => {
      const days = [...bulletins.values()].filter((one) => one !== null).sort((a, b) => (a.day < b.day ? 1 : -1));
      if (!days[0]) throw silence();
      return days[0];
    },
    of: async (day) => {
      const known = bulletins.get(day);
      if (known === undefined) throw silence();
      return known;
    },
  };
}

const wrappingKey = { id: `data-key/${'0'.repeat(32)}`, bytes: new Uint8Array(32) };

/** In pieces, as a network brings them. */
function pieces(bytes: Uint8Array | undefined): Readable | null {
  if (!bytes) return null;
  return Readable.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += 65_536) yield Buffer.from(bytes.subarray(at, at + 65_536));
    })(),
    { objectMode: false },
  );
}

function memoryUploads(arrivals: Map<string, Uint8Array>): Ports['uploads'] {
  return {
    link: async (key) => `https://uploads.example/${key}`,
    read: async (key, bytesMax) => {
      const bytes = arrivals.get(key);
      return bytes ? { sizeBytes: bytes.length, bytes: bytes.length > bytesMax ? null : bytes } : null;
    },
    open: async (key) => {
      const bytes = pieces(arrivals.get(key));
      return bytes && { sizeBytes: arrivals.get(key)?.length ?? 0, bytes };
    },
    remove: async (key) => void arrivals.delete(key),
  };
}

/** As Cosmos keeps it, newest first. */
function memoryActivityLog(entries: Map<string, ActivityEntry>): ActivityLog {
  return {
    append: async (entry) => void entries.set(`${entry.tenantId}/${entry.id}`, entry),
    list: async (tenantId, { limit, before, beforeId, kind, actor }) =>
      [...entries.values()]
        .filter((entry) => entry.tenantId === tenantId)
        .filter((entry) => (!kind || entry.kind === kind) && (!actor || entry.actorId === actor))
        .sort((a, b) => (a.at === b.at ? (a.id < b.id ? 1 : -1) : a.at < b.at ? 1 : -1))
        .filter((entry) => !before || entry.at < before || (entry.at === before && entry.id < (beforeId ?? '')))
        .slice(0, limit),
    erase: async (tenantId) => {
      const own = [...entries.values()].filter((entry) => entry.tenantId === tenantId);
      for (const { id } of own) entries.delete(`${tenantId}/${id}`);
      return own.length;
    },
    rewrite: async (id, change) => {
      const about = [...entries.values()].filter(({ actorId, subjectId }) => actorId === id || subjectId === id);
      for (const entry of about) entries.set(`${entry.tenantId}/${entry.id}`, change(entry));
      return about.length;
    },
    olderThan: async (at) => {
      const all = [...entries.values()].map((entry) => entry.at).sort();
      return { count: all.filter((one) => one < at).length, oldest: all[0] ?? null };
    },
  };
}

export function memoryPorts(): MemoryPorts {
  const files = new Map<string, { bytes: Uint8Array; contentType: string }>();
  const arrivals = new Map<string, Uint8Array>();
  const sent: SentMessage[] = [];
  const letters: DeadLetter[] = [];
  const mails: OutgoingMail[] = [];
  const smtpCalls: MemoryPorts['smtpCalls'] = [];
  const entries = new Map<string, ActivityEntry>();
  const bulletins: MemoryPorts['bulletins'] = new Map();
  return {
    bulletins,
    files,
    arrivals,
    sent,
    mails,
    smtpCalls,
    entries,
    blobs: {
      put: async (key, bytes, { contentType }) => void files.set(key, { bytes, contentType }),
      get: async (key) => files.get(checkedKey(key))?.bytes ?? null,
      remove: async (key) => void files.delete(key),
      link: async (key) => `https://blobs.example/${key}`,
    },
    smtp: {
      check: async (server) => void smtpCalls.push({ server, mail: null }),
      send: async (server, mail) => {
        smtpCalls.push({ server, mail });
        return { providerMessageId: `<smtp-${smtpCalls.length}@memory>` };
      },
    },
    secrets: sealedWith({ newest: async () => wrappingKey, byId: async () => wrappingKey }),
    ...{ containers: memoryContainers(files), archive: memoryArchive(), serverLogs: memoryServerLogs() },
    uploads: memoryUploads(arrivals),
    exchangeRates: memoryBank(bulletins),
    queues: { send: async (queue, message) => void sent.push({ queue, message }) },
    letters,
    deadLetters: {
      take: async (keep) => {
        const taken = letters.splice(0);
        if (taken.length > 0) await keep(taken);
        return taken.length;
      },
      putBack: async ({ queue, text }) => void sent.push({ queue, message: JSON.parse(text) as object }), // what was sent was an object
    },
    mail: {
      send: async (mail) => {
        mails.push(mail);
        return { providerMessageId: `memory-${mails.length}` };
      },
      parseMailEvents: async (_, rawBody) => JSON.parse(Buffer.from(rawBody).toString()),
    },
    activityLog: memoryActivityLog(entries),
    operators: {
      read: async (token) => {
        if (![operatorToken, visitorToken].includes(token)) return null;
        return { id: token, name: `${token}@crmfex.example`, isAllowed: token === operatorToken };
      },
    },
  };
}
