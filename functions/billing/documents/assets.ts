// Where fonts, templates and the drawing worker lie: beside this file in the source, in `documents/` in the bundle.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const candidates = ['.', 'documents', '../documents'].map((folder) => join(import.meta.dirname, folder));

let found: string | undefined;

/** The folder that holds `fonts/`, `templates/` and the worker. @throws Error when the build left them out */
export function assetsFolder(): string {
  found ??= candidates.find((folder) => existsSync(join(folder, 'fonts', 'coverage.json')));
  if (!found) throw new Error(`No fonts for documents in ${candidates.join(', ')}`);
  return found;
}

export const fontFiles = [
  'inter-400.ttf',
  'inter-500.ttf',
  'inter-600.ttf',
  'noto-sans-arabic.ttf',
  'noto-sans-sc.ttf',
];
