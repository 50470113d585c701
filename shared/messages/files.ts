// Words about files: why one is not taken.

const en = {
  'file.type': 'Files of this kind are not taken. Possible are PDF, PNG, JPEG, WebP, Excel, Word, CSV and XML.',
  'file.empty': 'This file is empty.',
  'file.tooLarge': 'This file is larger than 25 MB.',
  'file.pictureTooLarge': 'This picture is larger than 5 MB.',
  'file.wrongContent': 'What is in this file is not what its name says. Save it again in the right format.',
  'file.brokenImage': 'This image is damaged or far too large. Save it again and try once more.',
  'file.exists': 'A file with this id exists already.',
  'file.oneOwner': 'Name either a client or an invoice.',
  'file.notOfInvoice': 'Only files of an invoice can be shown in the portal.',
  'file.tooMany': 'There are {max} files here already. Delete one first.',
  'file.noRoom': 'The files of your business take up all of their 5 GB. Delete some first.',
};

const tr: Record<keyof typeof en, string> = {
  'file.type': 'Bu türde dosya alınmıyor. PDF, PNG, JPEG, WebP, Excel, Word, CSV ve XML yükleyebilirsiniz.',
  'file.empty': 'Bu dosya boş.',
  'file.tooLarge': 'Bu dosya 25 MB’den büyük.',
  'file.pictureTooLarge': 'Bu resim 5 MB’den büyük.',
  'file.wrongContent': 'Dosyanın içeriği adıyla uyuşmuyor. Doğru biçimde yeniden kaydedin.',
  'file.brokenImage': 'Bu resim bozuk ya da çok büyük. Yeniden kaydedip bir daha deneyin.',
  'file.exists': 'Bu kimlikle bir dosya zaten var.',
  'file.oneOwner': 'Ya bir müşteri ya da bir fatura belirtin.',
  'file.notOfInvoice': 'Portalda yalnızca bir faturanın dosyaları gösterilebilir.',
  'file.tooMany': 'Burada zaten {max} dosya var. Önce birini silin.',
  'file.noRoom': 'İşletmenizin dosyaları 5 GB’lik alanı doldurdu. Önce bazılarını silin.',
};

export const files = { en, tr };
