// Words about products: what the server says about their codes, prices and use.

export const products = {
  en: {
    'product.exists': 'There already is a product with this id.',
    'product.code': 'Another product already has this code. Choose another one, or leave it empty.',
    'product.onePrice': 'A product has one price in each currency.',
    'product.named':
      'This product stands on invoices and cannot be deleted. Archive it instead: it leaves the list, its invoices stay.',
    'product.unknown': 'There is no such product any more. Choose another one, or keep the line without it.',
  },
  tr: {
    'product.exists': 'Bu kimlikle kayıtlı bir ürün zaten var.',
    'product.code': 'Bu kod başka bir üründe kullanılıyor. Başka bir kod yazın ya da alanı boş bırakın.',
    'product.onePrice': 'Bir ürünün her para biriminde tek fiyatı olur.',
    'product.named':
      'Bu ürün faturalarda yer aldığı için silinemez. Bunun yerine arşivleyin: listeden kalkar, faturaları kalır.',
    'product.unknown': 'Bu ürün artık yok. Başka bir ürün seçin ya da satırı ürünsüz bırakın.',
  },
};
