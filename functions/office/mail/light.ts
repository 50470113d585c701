// The light writing of mails: paragraphs, **bold**, - lists and [links](https://…), as HTML that was sanitised and as plain text.
import type { IOptions } from 'sanitize-html';
import { once } from '../../integrations/once.ts';
import { html, Markup } from './html.ts';

type Span =
  { kind: 'text'; text: string } | { kind: 'bold'; spans: Span[] } | { kind: 'link'; url: string; spans: Span[] };
type Block = { kind: 'paragraph' | 'list'; lines: Span[][] };

// A sign after a backslash is itself; each part of the expression begins differently, so that no text makes it slow.
const marks =
  /\\([\\*[\]])|\*\*((?:\\.|[^*\\\n]){1,2000})\*\*|\[((?:\\.|[^\]\\\n]){1,300})\]\(([^\s()\\]{1,2000})\)|(https?:\/\/[^\s<>"'\\*[\]()]{0,2000}[^\s<>"'\\*[\]().,;:!?])/g;

/** Only what leads to a page or a mailbox becomes a link; anything else stays the words it was. */
function safeUrl(typed: string): string | null {
  if (!URL.canParse(typed)) return null;
  const { protocol, href } = new URL(typed);
  return ['https:', 'http:', 'mailto:'].includes(protocol) ? href : null;
}

function spansOf(line: string, isNested = false): Span[] {
  const spans: Span[] = [];
  const say = (text: string) => {
    const last = spans.at(-1);
    if (last?.kind === 'text') last.text += text;
    else if (text) spans.push({ kind: 'text', text });
  };
  let end = 0;
  for (const match of line.matchAll(marks)) {
    const [whole, literal, bold, label, target, bare] = match;
    say(line.slice(end, match.index));
    end = match.index + whole.length;
    const url = safeUrl(target ?? bare ?? '');
    if (literal !== undefined) say(literal);
    else if (bold !== undefined && !isNested) spans.push({ kind: 'bold', spans: spansOf(bold, true) });
    else if (label !== undefined && url)
      spans.push({ kind: 'link', url, spans: [{ kind: 'text', text: plainOf(label) }] });
    else if (bare !== undefined && url) spans.push({ kind: 'link', url, spans: [{ kind: 'text', text: bare }] });
    else say(whole);
  }
  say(line.slice(end));
  return spans;
}

/** A text without the backslashes that make its signs mere letters. */
export const plainOf = (text: string) => text.replace(/\\([\\*[\]])/g, '$1');

/** The same letters, none of which begins a mark of the light writing: for values that go into a text. */
export const asLiteral = (value: string) => value.replace(/[\\*[\]]/g, '\\$&');

function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let isOpen = false;
  for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
    if (line.trim() === '') {
      isOpen = false;
      continue;
    }
    const item = /^\s{0,3}[-•]\s+(.*)$/.exec(line)?.[1];
    const kind = item === undefined ? 'paragraph' : 'list';
    const last = blocks.at(-1);
    const spans = spansOf(item ?? line.trimEnd());
    if (isOpen && last?.kind === kind) last.lines.push(spans);
    else blocks.push({ kind, lines: [spans] });
    isOpen = true;
  }
  return blocks;
}

function markupOf(span: Span): Markup | string {
  if (span.kind === 'text') return span.text;
  const inside = span.spans.map(markupOf);
  return span.kind === 'bold' ? html`<strong>${inside}</strong>` : html`<a href="${span.url}">${inside}</a>`;
}

function blockMarkup({ kind, lines }: Block): Markup {
  if (kind === 'list')
    return html`<ul>
      ${lines.map((line) => html`<li>${line.map(markupOf)}</li>`)}
    </ul>`;
  return html`<p>${lines.flatMap((line, place) => [...(place > 0 ? [html`<br />`] : []), ...line.map(markupOf)])}</p>`;
}

function spanText(span: Span): string {
  if (span.kind === 'text') return span.text;
  const inside = span.spans.map(spanText).join('');
  return span.kind === 'link' && inside !== span.url && `mailto:${inside}` !== span.url && !span.url.startsWith(inside)
    ? `${inside} (${span.url})`
    : inside;
}

function blockText({ kind, lines }: Block): string {
  return lines.map((line) => (kind === 'list' ? '- ' : '') + line.map(spanText).join('')).join('\n');
}

export type LightStyle = { text: string; list: string; item: string; link: string };

function rules(style: LightStyle): IOptions {
  const styled = (tagName: string, look: string) => () => ({ tagName, attribs: { style: look } });
  return {
    allowedTags: ['p', 'br', 'strong', 'ul', 'li', 'a'],
    allowedAttributes: { '*': ['style'], a: ['href', 'style'] },
    allowedSchemes: ['https', 'http', 'mailto'],
    disallowedTagsMode: 'discard',
    // What stands there was put there by the transforms below, after the tag's own attributes were dropped.
    parseStyleAttributes: false,
    transformTags: {
      p: styled('p', style.text),
      ul: styled('ul', style.list),
      li: styled('li', style.item),
      a: (tagName, { href }) => ({ tagName, attribs: { ...(href ? { href } : {}), style: style.link } }),
      strong: () => ({ tagName: 'strong', attribs: {} }),
    },
  };
}

// Through `default`, the one name under which a bundle too keeps what a CommonJS module exports.
const sanitizer = once(async () => (await import('sanitize-html')).default);

/**
 * Lays out a text in the light writing. Nothing in it becomes markup but its own marks; what comes of them is sanitised all the same,
 * so that no mistake here lets anything else through.
 */
export async function lightMarkup(text: string, style: LightStyle): Promise<{ html: Markup; text: string }> {
  const sanitize = await sanitizer();
  const blocks = blocksOf(text);
  const drawn = blocks.map((block) => blockMarkup(block).text).join('');
  return { html: new Markup(sanitize(drawn, rules(style))), text: blocks.map(blockText).join('\n\n') };
}
