// Reads the sources of the repository for the architecture tests: their text, their imports and their functions.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const root = resolve(fileURLToPath(import.meta.url), '../../..');

/** Folders that no commit holds. */
const skippedFolders = new Set(['node_modules', '.git', 'dist', 'build', '.data', '.svelte-kit', 'paraglide', 'cache']);
const textFiles = /(\.(ts|mts|js|mjs|svelte|css|html|sql|json|md|typ|bicep|yml|yaml|txt)|\/run|\/\.[a-z]+(rc|ignore))$/;

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return skippedFolders.has(entry.name) ? [] : walk(path);
    return entry.isFile() ? [relative(root, path).split(sep).join('/')] : [];
  });
}

/** Every file of the repository, by its path from the root with forward slashes. */
export const files: readonly string[] = walk(root).sort();

/** Files whose text the tests read; pictures, fonts and the like are left out. */
export const texts: readonly string[] = files.filter((file) => textFiles.test(`/${file}`));

/** TypeScript and Svelte sources. */
export const sources: readonly string[] = files.filter(
  (file) => /\.(ts|mjs|svelte)$/.test(file) && !file.endsWith('.d.ts'),
);

const cache = new Map<string, string>();
export function textOf(file: string): string {
  const known = cache.get(file);
  if (known !== undefined) return known;
  const text = readFileSync(join(root, file), 'utf8');
  cache.set(file, text);
  return text;
}

/** The script of a Svelte component at the lines where it stands, or the whole of any other source. */
export function scriptOf(file: string): string {
  if (!file.endsWith('.svelte')) return textOf(file);
  const text = textOf(file);
  return [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)]
    .map((match) => '\n'.repeat(text.slice(0, match.index).split('\n').length - 1) + (match[1] ?? ''))
    .join('\n');
}

export type Import = {
  from: string;
  /** A file of the repository by its path, or the name of a package as written. */
  to: string;
  isPackage: boolean;
  isTypeOnly: boolean;
};

/** Imports and re-exports of a file, dynamic ones included. */
export function importsOf(file: string): Import[] {
  const tree = ts.createSourceFile(file, scriptOf(file), ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const found: Import[] = [];
  const add = (specifier: ts.Expression | undefined, isTypeOnly: boolean) => {
    if (specifier && ts.isStringLiteralLike(specifier))
      found.push({ from: file, ...target(file, specifier.text), isTypeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node))
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function target(file: string, specifier: string): { to: string; isPackage: boolean } {
  if (specifier.startsWith('@crmfex/shared/')) {
    return { to: existing(specifier.replace('@crmfex/', '')), isPackage: false };
  }
  if (specifier.startsWith('#lib')) {
    const site = file.split('/')[0] ?? '';
    const inside = specifier === '#lib' ? 'index.ts' : specifier.slice('#lib/'.length);
    return { to: existing(posix.join(site, 'src/lib', inside)), isPackage: false };
  }
  if (specifier.startsWith('.')) return { to: existing(posix.join(dirname(file), specifier)), isPackage: false };
  return { to: specifier, isPackage: true };
}

/** SvelteKit lets `.ts` be left out or written as `.js`; the generated paraglide folder need not exist. */
function existing(path: string): string {
  const clean = path.replace(/\?.*$/, '');
  const candidates = [clean, `${clean}.ts`, clean.replace(/\.js$/, '.ts'), `${clean}/index.ts`];
  return (
    candidates.find((candidate) => existsSync(join(root, candidate)) && statSync(join(root, candidate)).isFile()) ??
    clean
  );
}

export type Measured = { name: string; line: number; lines: number };

/** Every function of a file with its length in lines; groups of tests (`describe`) are lists, not functions. */
export function functionsOf(file: string): Measured[] {
  const tree = ts.createSourceFile(file, scriptOf(file), ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const found: Measured[] = [];
  const lineOf = (position: number) => tree.getLineAndCharacterOfPosition(position).line + 1;
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body && !isGroup(node)) {
      const line = lineOf(node.getStart(tree));
      found.push({ name: nameOf(node), line, lines: lineOf(node.end) - line + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function isGroup(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && /^describe\b/.test(node.parent.expression.getText());
}

function nameOf(node: ts.Node): string {
  if ('name' in node && node.name) return (node.name as ts.Node).getText(); // functions, methods and accessors
  return ts.isVariableDeclaration(node.parent) ? node.parent.name.getText() : 'a function without a name';
}
