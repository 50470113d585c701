// Words about products: what the server says about their codes, prices and use.

export const products = {
  en: {
    'product.exists': 'There already is a product with this id.',
    'product.code': 'Another product already has this code. Choose another one, or leave it empty.',
    'product.onePrice': 'A product has one price in each currency.',
    'product.withholdingCode':
      'There is no such withholding code. The codes of the tax office run from 601 to 627 and from 801 to 825.',
    'product.exemptionCode': 'There is no such exemption code. Partial exemptions begin with 2, full ones with 3.',
    'product.named':
      'This product stands on invoices and cannot be deleted. Archive it instead: it leaves the list, its invoices stay.',
    'product.unknown': 'There is no such product any more. Choose another one, or keep the line without it.',
  },
  tr: {
    'product.exists': 'Bu kimlikle kayıtlı bir ürün zaten var.',
    'product.code': 'Bu kod başka bir üründe kullanılıyor. Başka bir kod yazın ya da alanı boş bırakın.',
    'product.onePrice': 'Bir ürünün her para biriminde tek fiyatı olur.',
    'product.withholdingCode': 'Böyle bir tevkifat kodu yok. GİB kodları 601-627 ve 801-825 arasındadır.',
    'product.exemptionCode': 'Böyle bir istisna kodu yok. Kısmi istisna kodları 2, tam istisna kodları 3 ile başlar.',
    'product.named':
      'Bu ürün faturalarda yer aldığı için silinemez. Bunun yerine arşivleyin: listeden kalkar, faturaları kalır.',
    'product.unknown': 'Bu ürün artık yok. Başka bir ürün seçin ya da satırı ürünsüz bırakın.',
  },
};
