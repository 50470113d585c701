// Mails from texts of a business: what hostile texts and values must never do, and what Turkish ones must.
import { describe, expect, it } from 'vitest';
import { mailKinds, mailVariables } from '../../../shared/mail-templates.ts';
import { composeMail, draftLetter, type Composed, type LetterFrame } from './compose.ts';
import { defaultText } from './defaults.ts';
import { checkTemplate, renderTemplate, type Values } from './engine.ts';
import { exampleValues } from './examples.ts';

const frame: LetterFrame = { title: 'Başlık', closing: [], sender: 'Boğaziçi' };

function mail(body: string, variables: Values = {}, subject = 'Konu'): Promise<Composed> {
  return composeMail({ kind: 'free', language: 'tr', template: { subject, body }, variables, frame });
}
const fault = (body: string, known: readonly string[] = []) =>
  checkTemplate(body, 'tr', known)
    .then(() => renderTemplate(body, 'tr', {}))
    .catch(({ kind, line, named }) => ({ kind, line, named }));

describe('our own texts', () => {
  it.each(mailKinds)('of %s hold in both languages and say every letter of a name', async (kind) => {
    for (const language of ['tr', 'en'] as const) {
      const { subject, body } = defaultText(kind, language);
      await checkTemplate(`${subject}${body}`, language, mailVariables[kind]);
      const businessName = 'İğneli Çıtçıt & Oğulları';
      const variables = { ...exampleValues(kind), businessName };
      const composed = await composeMail({ kind, language, template: undefined, variables, frame });
      expect(composed.subject).toContain(businessName);
      expect(composed.html).toContain('İğneli Çıtçıt &amp; Oğulları');
      expect(composed.text).toContain(businessName);
      expect(composed.text).not.toMatch(/\{\{|\{%|\\/);
    }
  });
});

describe('a text of a business', () => {
  it('writes money, days and counts as its language does', async () => {
    const body =
      '{{ amount | money }} {{ day | date }} {{ day | date: "long" }} {{ n | plural: "day", "days" }} {{ s | upcase }}';
    const values = {
      amount: { minor: 1_845_050, currency: 'TRY' as const },
      day: { day: '2026-11-25' },
      n: 3,
      s: 'ışık iğde',
    };
    expect(await renderTemplate(body, 'tr', values)).toBe('₺18.450,50 25 Kas 2026 25 Kasım 2026 3 days IŞIK İĞDE');
    expect(await renderTemplate(body, 'en', { ...values, n: 1 })).toMatch(
      /^₺18,450\.50 25 Nov 2026 25 November 2026 1 day /,
    );
  });

  it('has paragraphs, bold words, lists and links, in HTML and in plain text', async () => {
    const { html, text } = await mail(
      'Bir\niki **kalın**\n\n- elma\n- armut\n\n[Yer](https://a.example/?b=1&c=2), https://d.example.',
    );
    expect(html).toMatch(/<p style="[^"]+">Bir<br \/>iki <strong>kalın<\/strong><\/p>/);
    expect(html).toMatch(/<ul style="[^"]+">\s*<li style="[^"]+">elma<\/li>\s*<li/);
    expect(html).toContain('href="https://a.example/?b=1&amp;c=2"');
    expect(html).toContain('>https://d.example</a>.');
    expect(text).toContain('Bir\niki kalın\n\n- elma\n- armut\n\nYer (https://a.example/?b=1&c=2), https://d.example.');
  });

  it('keeps the gap of a link until its address is known', async () => {
    const template = { subject: 'x', body: 'Buradan: {{ link }}' };
    const draft = await draftLetter({ kind: 'invoice', language: 'tr', template, variables: { link: null } });
    expect(draft.body).toBe('Buradan: {{ link }}');
    const given = {
      kind: 'invoice' as const,
      language: 'tr' as const,
      template,
      frame,
      subject: 'x',
      message: draft.body,
    };
    const { html } = await composeMail({ ...given, variables: { link: 'https://p.example/i#t' } });
    expect(html).toContain('href="https://p.example/i#t"');
  });
});

describe('a hostile text', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '[x](https://a.example" onmouseover="alert(1))',
    '<a href="javascript:alert(1)">x</a>',
    '</td></tr></table><style>*{display:none}</style>',
    '{{ "<script>" }}',
    '{{ "[x](javascript:alert(1))" }}',
  ])('%s becomes words and nothing else', async (body) => {
    const { html } = await mail(`Merhaba ${body}`);
    const [inside = ''] = html.slice(html.lastIndexOf('Merhaba')).split('</p>');
    expect(inside).not.toMatch(/<(?!\/?(p|a|br|strong)\b)/);
    expect(inside).not.toMatch(/<[^>]*href="(?!https:)/);
    expect(inside).not.toMatch(/<[^>]*\son\w+=/);
  });

  it.each([
    ['a\nb {{ nobody }}', { kind: 'unknownVariable', line: 2, named: 'nobody' }],
    ['{{ clientName.constructor.name }}', { kind: 'unknownVariable', line: 1, named: 'clientName.constructor.name' }],
    ['{{ clientName["__proto__"] }}', { kind: 'unknownVariable', line: 1, named: 'clientName.__proto__' }],
    ['{{ constructor }}', { kind: 'unknownVariable', line: 1, named: 'constructor' }],
    ['{{ clientName | raw }}', { kind: 'unknownFilter', line: 1, named: 'raw' }],
    ['\n\n{% include "/etc/passwd" %}', { kind: 'unknownTag', line: 3, named: 'include' }],
    ['{% render "x" %}', { kind: 'unknownTag', line: 1, named: 'render' }],
    ['{% raw %}x{% endraw %}', { kind: 'unknownTag', line: 1, named: 'raw' }],
    ['{% if clientName %}x', { kind: 'syntax', line: 1, named: null }],
    ['{{ clientName', { kind: 'syntax', line: 1, named: null }],
  ])('%j is refused with its line and name', async (body, expected) => {
    expect(await fault(body, ['clientName'])).toEqual(expected);
  });

  it.each([
    '{% for i in (1..1000000000) %}x{% endfor %}',
    `${'{% for i in (1..9000) %}'.repeat(6)}{% assign z = i %}${'{% endfor %}'.repeat(6)}`,
    '{% assign s = "aaaaaaaaaa" %}{% for i in (1..1000) %}{% assign s = s | append: s %}{% endfor %}{{ s }}',
    `${'{% for i in (1..100) %}'.repeat(2)}abcdefghij${'{% endfor %}'.repeat(2)}`,
  ])('that would never end or grow without end is over within a second: %.40s', async (body) => {
    const begin = performance.now();
    expect(await fault(body)).toMatchObject({ kind: 'tooMuch' });
    expect(performance.now() - begin).toBeLessThan(1000);
  });

  it('and signs without a partner take no time', async () => {
    const begin = performance.now();
    for (const sign of ['**', '[', '[a](', '\\', 'https://', '- ', '<']) await mail(sign.repeat(2400));
    expect(performance.now() - begin).toBeLessThan(3000);
  });
});

describe('a hostile value', () => {
  it('never becomes markup, a mark or a header', async () => {
    const clientName = 'A **b** [c](https://evil.example) <i>d</i>\r\nBcc: x@y.example';
    const { html, text, subject } = await mail('Sayın {{ clientName }}', { clientName }, 'Sayın {{ clientName }}');
    expect(html).toContain('Sayın A **b** [c](<a');
    expect(html).not.toMatch(/<strong>|<i>|>c</);
    expect(text).toContain('A **b** [c](https://evil.example) <i>d</i>');
    expect(subject).toBe('Sayın A **b** [c](https://evil.example) <i>d</i> Bcc: x@y.example');
  });

  it('is not Liquid either', async () => {
    const { text } = await mail('{{ clientName }}', { clientName: '{{ iban }}{% for %}' });
    expect(text).toContain('{{ iban }}{% for %}');
  });
});
