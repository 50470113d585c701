// Log files of this machine's parts: cut once a day, and gone with their oldest line at thirty days.
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const hourMs = 3600_000;
const dayMs = 24 * hourMs;
/** As in the cloud: looked at hourly, and taken before it would turn older than thirty days. */
const keptMs = 30 * dayMs - 2 * hourMs;

const Begins = z.record(z.string(), z.string());

/** `functions.2026-11-26T01-10-00Z.log` is what was written from then on, until it was cut. */
const cutName = /^(.+)\.(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})Z\.log$/;

const stamped = (instant: Date): string => `${instant.toISOString().slice(0, 19).replaceAll(':', '-')}Z`;

/** When the oldest line of each growing file was written at the earliest, kept beside them: a file that was cut keeps its birth. */
function readBegins(file: string): Record<string, string> {
  if (!existsSync(file)) return {};
  try {
    return Begins.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}

function cutGrown(dir: string, now: Date): void {
  const file = join(dir, 'begins.json');
  const known = readBegins(file);
  const begins: Record<string, string> = {};
  for (const name of readdirSync(dir)) {
    if (!name.endsWith('.log') || cutName.test(name)) continue;
    const path = join(dir, name);
    const { size, birthtime } = statSync(path);
    // Some file systems know of no birth.
    const born = birthtime.getTime() > 0 ? birthtime : now;
    let begin = size === 0 ? now : new Date(known[name] ?? born);
    if (now.getTime() - begin.getTime() >= dayMs) {
      // Its part goes on writing to the very file, at its end.
      copyFileSync(path, join(dir, `${name.slice(0, -4)}.${stamped(begin)}.log`));
      truncateSync(path);
      begin = now;
    }
    begins[name] = begin.toISOString();
  }
  writeFileSync(file, JSON.stringify(begins));
}

/** Cuts what has grown for a day and removes what began thirty days ago; run at the start and every hour. */
export function keepLogFiles(dir: string, now = new Date()): void {
  if (!existsSync(dir)) return;
  cutGrown(dir, now);
  for (const name of readdirSync(dir)) {
    const [, , day, hour, minute, second] = cutName.exec(name) ?? [];
    if (!day) continue;
    const begin = Date.parse(`${day}T${hour}:${minute}:${second}Z`);
    if (now.getTime() - begin > keptMs) rmSync(join(dir, name), { force: true });
  }
}

/** Keeps the folder in order until it is stopped. What goes wrong is told and tried again in an hour. */
export function watchLogFiles(dir: string, say: (sentence: string) => void): { stop(): Promise<void> } {
  const keep = (): void => {
    try {
      keepLogFiles(dir);
    } catch (error) {
      say(`Old log files could not be removed: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  keep();
  const timer = setInterval(keep, hourMs);
  timer.unref();
  return { stop: async () => clearInterval(timer) };
}
