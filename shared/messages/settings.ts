// Words about the settings of a business: lists that are offered, and how numbers of documents read.

const en = {
  'field.listRepeats': 'Each of these may stand here only once.',
  'field.numberPattern':
    'Use {series}, {year} or {yy}, and {number:1} to {number:9}, each once, with capital letters, digits and . / - _ between them.',
  'tenant.numberPatternTurkish':
    'In Türkiye a number is three letters or digits, the year and nine digits, as the e-document rules say.',
};

const tr: typeof en = {
  'field.listRepeats': 'Bunların her biri burada yalnızca bir kez yer alabilir.',
  'field.numberPattern':
    '{series}, {year} ya da {yy} ile {number:1}–{number:9} arasından birini birer kez kullanın; aralarında büyük harf, rakam ve . / - _ olabilir.',
  'tenant.numberPatternTurkish':
    'Türkiye’de belge numarası, e-belge kurallarına göre üç harf ya da rakam, yıl ve dokuz haneden oluşur.',
};

export const settings = { en, tr };
