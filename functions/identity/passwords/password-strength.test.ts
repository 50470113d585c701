// Long passwords that are refused all the same, and honest ones that are not.
import { describe, expect, it } from 'vitest';
import { passwordWeakness } from './password-strength.ts';

const about = ['ayse.yilmaz@ornek.com.tr', 'Ayşe Yılmaz', 'Yıldız Mobilya'];

describe('passwords', () => {
  it.each(['passwordpassword', '123456789012345', 'aaaaaaaaaaaaaaaaaaaa', 'qwertyuiopasdfghjkl', 'p@ssw0rdp@ssw0rd'])(
    'that every guesser tries first are refused: %s',
    async (password) => {
      expect(await passwordWeakness(password, about)).toBe('password.common');
    },
  );

  it.each(['crmfex crmfex 2026', 'ayse.yilmaz.1985', 'YILDIZ mobilya 12', 'Ayşe-Yılmaz-ornek', 'yilmaz crmfex ayse'])(
    'made of words about the person or about us are refused: %s',
    async (password) => {
      expect(await passwordWeakness(password, about)).toBe('password.context');
    },
  );

  it.each([
    'Kahverengi tilki 42 bahçede',
    'correct horse battery staple',
    'mavi kapı üç merdiven',
    'ğüşiöçĞÜŞİÖÇ kırmızı',
  ])('of ordinary words are welcome, in every letter: %s', async (password) => {
    expect(await passwordWeakness(password, about)).toBeNull();
  });

  it('longer than 1024 bytes are refused before anything is computed', async () => {
    expect(await passwordWeakness('あ'.repeat(342), about)).toBe('password.tooLong');
  });
});
