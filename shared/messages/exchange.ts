// Words about exchange rates.

const en = {
  'field.exchangeRate': 'Enter a rate above zero with at most six decimal places.',
  'exchange.unknown':
    'The Central Bank’s {currency} rate for {date} is not known yet. Enter the rate by hand, or try again later.',
  'exchange.tooLarge': 'The amount in {currency} would be too large. Check the exchange rate.',
};

const tr: Record<keyof typeof en, string> = {
  'field.exchangeRate': 'Sıfırdan büyük, en çok altı ondalıklı bir kur girin.',
  'exchange.unknown':
    '{date} için TCMB {currency} kuru henüz bilinmiyor. Kuru elle girin ya da daha sonra yeniden deneyin.',
  'exchange.tooLarge': '{currency} karşılığı çok büyük. Döviz kurunu denetleyin.',
};

export const exchange = { en, tr };
