// The layout of mails: nothing typed becomes markup, every word is in both forms, and links lead only to https.
import { describe, expect, it } from 'vitest';
import { mailFrame, type MailContent } from './frame.ts';

const content: MailContent = {
  language: 'tr',
  title: 'Fatura FTR2026000000001',
  preheader: '₺184.250,00 · vade 22 Kas 2026',
  paragraphs: ['Merhaba,', 'Iğdır’dan ŞÖFÖR & Oğulları <b>Ltd</b> "tırnak"'],
  facts: [{ label: 'Ödenecek tutar', value: '₺184.250,00' }],
  action: { label: 'Faturayı görüntüle', url: 'https://portal.example/i?a=1&b=2#tok-en_1' },
  closing: ['Bağlantı 30 gün geçerlidir.'],
  sender: 'Yıldız <script>alert(1)</script>',
};

describe('a mail', () => {
  const mail = mailFrame(content);

  it('shows what people typed as text, never as markup', () => {
    expect(mail.html).not.toContain('<script');
    expect(mail.html).not.toContain('<b>');
    expect(mail.html).toContain('Yıldız &lt;script&gt;');
    expect(mail.html).toContain('&amp; Oğulları &lt;b&gt;Ltd&lt;/b&gt; &quot;tırnak&quot;');
    expect(mail.html).toContain('href="https://portal.example/i?a=1&amp;b=2#tok-en_1"');
  });

  it('says everything in plain text too', () => {
    for (const words of [
      content.title,
      ...content.paragraphs,
      'Ödenecek tutar: ₺184.250,00',
      'Bağlantı 30 gün geçerlidir.',
    ]) {
      expect(mail.text).toContain(words);
    }
    expect(mail.text).toContain('Faturayı görüntüle:\nhttps://portal.example/i?a=1&b=2#tok-en_1');
  });

  it('keeps the lines of a message apart', () => {
    const mail = mailFrame({ ...content, paragraphs: ['Bir\niki <i>'] });
    expect(mail.html).toContain('>Bir<br />iki &lt;i&gt;</p>');
    expect(mail.text).toContain('Bir\niki <i>');
  });

  it('names its language and carries its preheader hidden', () => {
    expect(mail.html).toContain('<html lang="tr">');
    expect(mail.html).toMatch(/<div style="display:none[^"]*">₺184.250,00 · vade 22 Kas 2026<\/div>/);
  });

  it.each(['javascript:alert(1)', 'http://portal.example/', 'data:text/html,x', 'not an address'])(
    'is not made when it would link to %s',
    (url) => {
      expect(() => mailFrame({ ...content, action: { label: 'x', url } })).toThrow();
    },
  );

  it('may link to this machine without https, for the local platform', () => {
    expect(mailFrame({ ...content, action: { label: 'x', url: 'http://localhost:24000/verify#t' } }).html).toContain(
      'http://localhost:24000/verify#t',
    );
  });

  it('takes the brand colour of the business for its button and keeps the words on it readable', () => {
    expect(mailFrame({ ...content, brandColour: '#0a7d33' }).html).toContain('#0a7d33');
    expect(mailFrame({ ...content, brandColour: '#ffffee' }).html).not.toMatch(
      /bgcolor="#ffffee"[^>]*><a [^>]*color:#ffffff/,
    );
  });
});
