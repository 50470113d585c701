// Problems in words: what a person reads when the API refuses or nothing answers.
import { Problem } from '@crmfex/shared/problem.ts';
import { m } from './paraglide/messages.js';

/** One sentence about any failure, in the language of the screen. */
export function problemText(cause: unknown): string {
  if (!(cause instanceof Problem)) return m.problem_internal();
  if (cause.key === 'offline') return m.problem_offline();
  return cause.body?.detail ?? cause.body?.title ?? m.problem_internal();
}

/** Words about single fields, by JSON pointer (`#/lines/0/quantity`). */
export function fieldErrors(cause: unknown): Record<string, string> {
  if (!(cause instanceof Problem)) return {};
  return Object.fromEntries((cause.body?.errors ?? []).map((error) => [error.pointer, error.detail]));
}
