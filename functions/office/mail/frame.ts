// The one layout of every mail we send: what it is, what to do, and who says so, as HTML and as plain text.
import { accentOn } from '../../../shared/accent.ts';
import type { Language } from '../../../shared/fields.ts';
import { html, type Markup } from './html.ts';

export type MailContent = {
  language: Language;
  /** The first line in large type; says in a few words what this mail is. A letter has none. */
  title: string | null;
  /** What an inbox shows beside the subject. */
  preheader: string;
  paragraphs: readonly string[];
  /** A text that was laid out and sanitised already; it takes the place of the paragraphs. */
  body?: { html: Markup; text: string };
  /** Figures and names worth a table of their own, such as amount and due day. */
  facts?: readonly { label: string; value: string; /** Where the label leads. */ url?: string }[];
  /** The one thing to do. Must be an https address, or http on this machine. */
  action?: { label: string; url: string };
  /** Small print after the action. */
  closing: readonly string[];
  /** The way out of such mails, at the very end. */
  optOut?: { label: string; action: string; url: string };
  /** Who writes: the business, or crmFEX. */
  sender: string;
  /** `#rrggbb`; used where it can be read on white. */
  brandColour?: string | null;
  logoUrl?: string | null;
};

const house = {
  accent: '#204db0',
  ink: '#1a1e27',
  soft: '#50545d',
  faint: '#666a73',
  line: '#e2e0dc',
  paper: '#fbfaf7',
};
const font = "font-family:Inter,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

function safeAddress(address: string): string {
  const { protocol, hostname } = new URL(address);
  const isLocal = hostname === 'localhost' || hostname === '127.0.0.1';
  if (protocol !== 'https:' && !(protocol === 'http:' && isLocal)) throw new Error('A mail may only link to https.');
  return address;
}

function head(content: MailContent): Markup {
  if (content.logoUrl) {
    return html`<img
      src="${safeAddress(content.logoUrl)}"
      alt="${content.sender}"
      height="40"
      style="display:block;height:40px;border:0"
    />`;
  }
  return html`<span style="${font};font-size:16px;font-weight:600;color:${house.ink}">${content.sender}</span>`;
}

function factRows(content: MailContent): Markup | null {
  if (!content.facts?.length) return null;
  const rows = content.facts.map(
    (fact) =>
      html`<tr>
        <td
          style="${font};font-size:14px;line-height:20px;color:${house.faint};padding:10px 16px 10px 0;border-bottom:1px solid ${house.line}"
        >
          ${fact.url ? html`<a href="${safeAddress(fact.url)}" style="color:${house.ink}">${fact.label}</a>` : fact.label}
        </td>
        <td
          align="right"
          style="${font};font-size:14px;line-height:20px;font-weight:600;color:${house.ink};padding:10px 0;border-bottom:1px solid ${house.line};font-variant-numeric:tabular-nums;overflow-wrap:anywhere"
        >
          ${fact.value}
        </td>
      </tr>`,
  );
  return html`<table
    role="presentation"
    width="100%"
    cellpadding="0"
    cellspacing="0"
    style="margin:0 0 24px;border-top:1px solid ${house.line}"
  >
    ${rows}
  </table>`;
}

function button(action: { label: string; url: string }, accent: { fill: string; text: string }): Markup {
  const url = safeAddress(action.url);
  return html`<table role="presentation" cellpadding="0" cellspacing="0" style="margin:0 0 24px">
    <tr>
      <td bgcolor="${accent.fill}" style="border-radius:8px">
        <a
          href="${url}"
          style="${font};display:inline-block;padding:12px 20px;font-size:14px;line-height:20px;font-weight:600;color:${accent.text};text-decoration:none;border-radius:8px"
          >${action.label}</a
        >
      </td>
    </tr>
  </table>`;
}

/** Line breaks become elements: white space of the markup around them must not show. */
function lines(text: string): (Markup | string)[] {
  return text.split('\n').flatMap((line, place) => (place === 0 ? [line] : [html`<br />`, line]));
}

function paragraph(text: string): Markup {
  return html`<p style="${font};margin:0 0 16px;font-size:14px;line-height:22px;color:${house.ink}">${lines(text)}</p>`;
}

/** How the elements of a body look; the same hand as `paragraph`. */
export const bodyStyle = {
  text: `${font};margin:0 0 16px;font-size:14px;line-height:22px;color:${house.ink};overflow-wrap:anywhere`,
  list: 'margin:0 0 16px;padding:0 0 0 20px',
  item: `${font};margin:0 0 4px;font-size:14px;line-height:22px;color:${house.ink};overflow-wrap:anywhere`,
  link: `color:${house.accent}`,
};

function heading(title: string | null): Markup | null {
  if (title === null) return null;
  return html`<h1 style="${font};margin:0 0 16px;font-size:20px;line-height:28px;font-weight:600;color:${house.ink}">
    ${title}
  </h1>`;
}

function small(text: string): Markup {
  return html`<p style="${font};margin:0 0 8px;font-size:12px;line-height:18px;color:${house.faint}">${text}</p>`;
}

function wayOut({ label, action, url }: { label: string; action: string; url: string }): Markup {
  return html`<p style="${font};margin:16px 0 8px;font-size:12px;line-height:18px;color:${house.faint}">
    ${label} <a href="${safeAddress(url)}" style="color:${house.faint}">${action}</a>
  </p>`;
}

function page(content: MailContent): Markup {
  const brand = content.brandColour ? accentOn('light', content.brandColour) : undefined;
  const accent = { fill: brand?.accent ?? house.accent, text: brand?.onAccent ?? '#ffffff' };
  return html`<!doctype html>
    <html lang="${content.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
        <title>${content.title ?? content.preheader}</title>
      </head>
      <body style="margin:0;padding:0;background:${house.paper}">
        <div style="display:none;max-height:0;overflow:hidden;opacity:0">${content.preheader}</div>
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:${house.paper}">
          <tr>
            <td align="center" style="padding:32px 16px">
              <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px">
                <tr>
                  <td style="padding:0 0 20px">${head(content)}</td>
                </tr>
                <tr>
                  <td
                    style="background:#ffffff;border:1px solid ${house.line};border-top:3px solid ${accent.fill};border-radius:8px;padding:32px 28px 20px"
                  >
                    ${heading(content.title)} ${content.body?.html ?? content.paragraphs.map(paragraph)}
                    ${factRows(content)} ${content.action && button(content.action, accent)}
                    ${content.closing.map(small)} ${content.optOut && wayOut(content.optOut)}
                  </td>
                </tr>
              </table>
            </td>
          </tr>
        </table>
      </body>
    </html> `;
}

function plain(content: MailContent): string {
  const parts = [
    content.title ?? '',
    ...(content.body ? [content.body.text] : content.paragraphs),
    content.facts?.map((fact) => `${fact.label}: ${fact.value}${fact.url ? `\n${fact.url}` : ''}`).join('\n') ?? '',
    content.action ? `${content.action.label}:\n${content.action.url}` : '',
    ...content.closing,
    content.optOut ? `${content.optOut.label} ${content.optOut.action}:\n${content.optOut.url}` : '',
    `-- \n${content.sender}`,
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

/** Lays out one mail. All texts are plain and are escaped here. @throws Error when the action or the logo is no https address */
export function mailFrame(content: MailContent): { html: string; text: string } {
  return { html: page(content).text, text: plain(content) };
}
