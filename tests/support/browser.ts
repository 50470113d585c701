// A real Chromium for tests that needs nothing from the system: unpacked from npm once per user, started by Playwright.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';

const packageFolder = dirname(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))));

/**
 * Starts Chromium. The caller closes it.
 * `CRMFEX_CHROMIUM` names another executable, for machines that the npm package has no binary for.
 */
export async function launchBrowser(): Promise<Browser> {
  const own = process.env['CRMFEX_CHROMIUM'];
  const folder = own ? undefined : await unpackedChromium();
  return chromium.launch({
    executablePath: own ?? join(folder ?? '', 'chromium'),
    // The sandbox needs rights that containers and root do not give; the pages are our own.
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'],
    // Without a UTF-8 locale Chromium cannot name a downloaded file that has a Turkish letter.
    env: { ...definedEnvironment(), LC_ALL: 'C.UTF-8', ...(folder ? libraryPaths(folder) : {}) },
  });
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function libraryPaths(folder: string): Record<string, string> {
  return {
    LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
    FONTCONFIG_PATH: join(folder, 'fonts'),
    TMPDIR: folder,
    HOME: folder,
  };
}

/**
 * The folder that holds the unpacked browser. It is private to the user (another one could not read it), and appears
 * by a rename, so that workers that unpack at the same time never see half a browser.
 */
async function unpackedChromium(): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string }; // npm's own file
  const folder = join(tmpdir(), `crmfex-chromium-${version}-${userInfo().uid}`);
  if (existsSync(join(folder, 'chromium'))) return folder;
  const part = `${folder}.${process.pid}`;
  mkdirSync(part, { recursive: true, mode: 0o700 });
  await unpackInto(part);
  pointFontsAt(part, folder);
  try {
    renameSync(part, folder);
  } catch (error) {
    rmSync(part, { recursive: true, force: true });
    if (!existsSync(join(folder, 'chromium'))) throw error;
  }
  return folder;
}

/** The package's font configuration names folders of a cloud machine; ours lie elsewhere. */
function pointFontsAt(part: string, folder: string): void {
  const file = join(part, 'fonts/fonts.conf');
  const dirs = `<dir>${join(folder, 'fonts')}</dir>\n  <cachedir>${join(folder, 'fonts-cache')}</cachedir>`;
  writeFileSync(file, readFileSync(file, 'utf8').replace(/(\s*<(dir|cachedir)>.*<\/\2>)+/, `\n  ${dirs}`));
}

/** The package reads its target from the environment, so the environment is lent to it and put back. */
async function unpackInto(folder: string): Promise<void> {
  const lent = { TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' };
  const names = [...Object.keys(lent), 'FONTCONFIG_PATH', 'HOME', 'LD_LIBRARY_PATH'];
  const before = new Map(names.map((name) => [name, process.env[name]]));
  Object.assign(process.env, lent);
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    await packaged.executablePath();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}
