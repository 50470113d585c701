// Every wrong field is answered with a sentence that a person understands, in both languages.
import * as z from 'zod';
import { describe, expect, test } from 'vitest';
import { Country, Day, Email, Instant, line, Phone, Quantity, Rate, TimeZone } from '../../shared/fields.ts';
import { InvalidInput, bodyPointer, parseInput } from './validation.ts';

async function sentences(schema: z.ZodType, value: unknown, language: 'tr' | 'en'): Promise<string[]> {
  const refused = await parseInput(schema, value, language, bodyPointer).catch((error: unknown) => error);
  if (!(refused instanceof InvalidInput)) throw new Error(`accepted: ${JSON.stringify(value)}`);
  return refused.errors.map(({ detail }) => detail);
}

const cases: [what: string, schema: z.ZodType, value: unknown, english: string, turkish: string][] = [
  ['missing', z.string(), undefined, 'This field is required.', 'Bu alan gerekli.'],
  ['null', z.int(), null, 'This field is required.', 'Bu alan gerekli.'],
  ['empty', line(10), '  ', 'This field is required.', 'Bu alan gerekli.'],
  ['a missing choice', z.enum(['a']), undefined, 'This field is required.', 'Bu alan gerekli.'],
  ['no text', z.string(), 5, 'Write text here.', 'Buraya metin yazın.'],
  ['no number', z.number(), 'x', 'Enter a number.', 'Bir sayı girin.'],
  ['half a number', z.int(), 1.5, 'Enter a whole number.', 'Bir tam sayı girin.'],
  ['no truth', z.boolean(), 'yes', 'Choose yes or no.', 'Evet ya da hayır seçin.'],
  ['too short', z.string().min(15), 'x', 'At least 15 characters are needed.', 'En az 15 karakter gerekli.'],
  ['too long', line(3), 'xxxx', 'At most 3 characters fit here.', 'Buraya en çok 3 karakter sığar.'],
  ['too small', z.int().min(1), 0, 'This must be at least 1.', 'En az 1 olmalı.'],
  ['too big', z.int().max(365), 366, 'This can be at most 365.', 'En çok 365 olabilir.'],
  ['too many', z.array(z.int()).max(1), [1, 2], 'There can be at most 1.', 'En çok 1 tane olabilir.'],
  [
    'no address',
    Email,
    'ayse@',
    'Enter a valid e-mail address, such as ayse@example.com.',
    'Geçerli bir e-posta adresi girin, örneğin ayse@example.com.',
  ],
  ['no id', z.uuid(), 'x', 'This is not a valid id.', 'Bu geçerli bir kimlik değil.'],
  ['no day', Day, '31.12.2026', 'Enter a date, such as 2026-11-25.', 'Bir tarih girin, örneğin 2026-11-25.'],
  ['no instant', Instant, 'today', 'Enter a date and time in UTC.', 'UTC olarak bir tarih ve saat girin.'],
  [
    'no web address',
    z.httpUrl(),
    'javascript:x',
    'Enter a web address, such as https://example.com.',
    'Bir web adresi girin, örneğin https://example.com.',
  ],
  ['no choice', z.enum(['TRY', 'EUR']), 'AAA', 'Choose one of these: TRY, EUR.', 'Şunlardan birini seçin: TRY, EUR.'],
  ['no quantity', Quantity, '1,5', 'Enter a number.', 'Bir sayı girin.'],
  [
    'no rate',
    Rate,
    '101',
    'Enter a percentage from 0 to 100, with at most four decimals.',
    '0 ile 100 arasında, en çok dört ondalık haneli bir yüzde girin.',
  ],
  ['no country', Country, 'Türkiye', 'Choose a country.', 'Bir ülke seçin.'],
  [
    'no phone',
    Phone,
    'call me',
    'Enter a phone number of digits, such as +90 212 000 00 00.',
    'Rakamlardan oluşan bir telefon numarası girin, örneğin +90 212 000 00 00.',
  ],
  [
    'no zone',
    TimeZone,
    'Mars/Base',
    'Choose a time zone, such as Europe/Istanbul.',
    'Bir saat dilimi seçin, örneğin Europe/Istanbul.',
  ],
  [
    'control characters',
    line(10),
    'a\u0007b',
    'There are characters in here that cannot be stored.',
    'Burada saklanamayan karakterler var.',
  ],
  [
    'any other shape',
    z.string().regex(/^x$/),
    'y',
    'This is not written as expected. Check it for a typing error.',
    'Bu beklenen biçimde değil. Yazım yanlışı olup olmadığına bakın.',
  ],
];

describe('a field that is', () => {
  test.each(cases)('%s is told so once, in English and in Turkish', async (_, schema, value, english, turkish) => {
    expect(await sentences(schema, value, 'en')).toEqual([english]);
    expect(await sentences(schema, value, 'tr')).toEqual([turkish]);
  });
});
