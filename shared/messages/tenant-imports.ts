// Words of imports of a whole business: why a file is refused, and what stood in the way.

export const tenantImports = {
  en: {
    'tenantImport.running': 'An import is running already. Wait until it is over.',
    'tenantImport.notEmpty': 'This business holds records already. A business can only be imported into a fresh one.',
    'tenantImport.notArrived': 'The file has not arrived. Upload it again.',
    'tenantImport.notFound': 'There is nothing to bring in. Upload the file first.',
    'tenantImport.tooLarge': 'The file is larger than 5,000 MB.',
    'tenantImport.problem.cutOff':
      'It was cut off {times} times before it was done, and nothing of it is here. Most likely the export holds more than can be brought in at once. You can try again.',
    'tenantImport.problem.database': 'The database did not let it through. We try again by ourselves.',
    'tenantImport.problem.other': 'Something went wrong on our side. We try again by ourselves.',
    'tenantImport.problem.store': 'The store of files did not answer. We try again by ourselves.',
    'tenantImport.problem.gaveUp': 'It did not work after several tries, and nothing of it is here. Try again later.',
    'tenantImport.refused.activity': '{path}, line {line}: this is no entry of the activity log.',
    'tenantImport.refused.books': 'tables/{table}.jsonl, line {line}: {reason}',
    'tenantImport.refused.brokenZip': 'This is no zip file, or it is damaged. Download the export again.',
    'tenantImport.refused.column': 'tables/{table}.jsonl has a column that is not known here: {column}.',
    'tenantImport.refused.duplicate': 'The file holds {path} twice.',
    'tenantImport.refused.fileName': 'The file holds something that an export does not have: {path}.',
    'tenantImport.refused.foreignFile': 'tables/{table}.jsonl, line {line} names a file of another business.',
    'tenantImport.refused.format': 'This is no export of a business from crmFEX.',
    'tenantImport.refused.hash': '{path} is not what was exported: its size or its SHA-256 differs from the manifest.',
    'tenantImport.refused.manifest': 'manifest.json cannot be read.',
    'tenantImport.refused.migration':
      'The export was made by a newer version of crmFEX ({migration}). It can be imported once this one is up to date.',
    'tenantImport.refused.missing': '{path} is missing.',
    'tenantImport.refused.missingColumn': 'tables/{table}.jsonl lacks the column {column}.',
    'tenantImport.refused.notEmpty':
      'Something was added to this business meanwhile ({table}). Nothing was brought in.',
    'tenantImport.refused.olderColumn':
      'The export was made by an older version of crmFEX ({migration}): tables/{table}.jsonl lacks {column}, which must be known here. Export the business again from an up-to-date version.',
    'tenantImport.refused.oversized': '{path} is larger than anything in an export.',
    'tenantImport.refused.reference':
      'tables/{table}.jsonl, line {line} points at something in {parent} that is not there.',
    'tenantImport.refused.row': 'tables/{table}.jsonl, line {line} is not a row of this table: {reason}.',
    'tenantImport.refused.rule': 'tables/{table}.jsonl, line {line} breaks a rule: {reason}',
    'tenantImport.refused.table': 'The file holds a table that is not known here: {table}.',
    'tenantImport.refused.tooMany': 'The file holds more than {max} entries.',
    'tenantImport.refused.tooManyRows':
      'The export holds {rows} rows; at most {max} can be brought in at once. Nothing was brought in.',
    'tenantImport.refused.uploadGone': 'The uploaded file is no longer there. Upload it again.',
    'tenantImport.refused.version': 'The export is of a version that cannot be read here. Known is version {known}.',
    'tenantImport.rule.allocated': 'a payment gives away what its allocations add up to, and no more than it is.',
    'tenantImport.rule.allocation':
      'payment and invoice are of one client and currency, and a reversal mirrors what it takes back.',
    'tenantImport.rule.fileThere': 'the file is not in the export, or it is another one.',
    'tenantImport.rule.numbers':
      'numbers of a series go on without a gap, dates never back, and the counter knows the last one.',
    'tenantImport.rule.printThere': 'the print of the invoice is not in the export.',
    'tenantImport.rule.returns':
      'a return takes back no more than was sold, from an issued invoice of the same client.',
    'tenantImport.rule.series': 'the usual series of the business is not there, or no longer in use.',
    'tenantImport.rule.settled': 'what is settled of an invoice is not the sum of its payments.',
    'tenantImport.rule.sums': 'the sums of the invoice are not those of its lines.',
  },
  tr: {
    'tenantImport.running': 'Bir içe aktarma zaten sürüyor. Bitmesini bekleyin.',
    'tenantImport.notEmpty': 'Bu işletmede kayıtlar var. Bir işletme yalnızca yeni, boş bir işletmeye aktarılabilir.',
    'tenantImport.notArrived': 'Dosya ulaşmadı. Yeniden yükleyin.',
    'tenantImport.notFound': 'Aktarılacak bir şey yok. Önce dosyayı yükleyin.',
    'tenantImport.tooLarge': 'Dosya 5.000 MB’tan büyük.',
    'tenantImport.problem.cutOff':
      'Bitmeden {times} kez yarıda kesildi; hiçbir şey aktarılmadı. Büyük olasılıkla dosyada bir kerede aktarılabilecek olandan çok kayıt var. Yeniden deneyebilirsiniz.',
    'tenantImport.problem.database': 'Veritabanı geçit vermedi. Kendiliğinden yeniden deniyoruz.',
    'tenantImport.problem.other': 'Bizim tarafımızda bir sorun oluştu. Kendiliğinden yeniden deniyoruz.',
    'tenantImport.problem.store': 'Dosya deposu yanıt vermedi. Kendiliğinden yeniden deniyoruz.',
    'tenantImport.problem.gaveUp':
      'Birkaç denemeden sonra da olmadı; hiçbir şey aktarılmadı. Daha sonra yeniden deneyin.',
    'tenantImport.refused.activity': '{path}, {line}. satır: bu, etkinlik kaydının bir girdisi değil.',
    'tenantImport.refused.books': 'tables/{table}.jsonl, {line}. satır: {reason}',
    'tenantImport.refused.brokenZip': 'Bu bir zip dosyası değil ya da dosya bozuk. Dışa aktarımı yeniden indirin.',
    'tenantImport.refused.column': 'tables/{table}.jsonl dosyasında burada bilinmeyen bir sütun var: {column}.',
    'tenantImport.refused.duplicate': 'Dosyada {path} iki kez var.',
    'tenantImport.refused.fileName': 'Dosyada, bir dışa aktarımda bulunmayan bir şey var: {path}.',
    'tenantImport.refused.foreignFile':
      'tables/{table}.jsonl, {line}. satır başka bir işletmenin dosyasını gösteriyor.',
    'tenantImport.refused.format': 'Bu, crmFEX’ten alınmış bir işletme dışa aktarımı değil.',
    'tenantImport.refused.hash':
      '{path} dışa aktarılan dosya değil: boyutu ya da SHA-256 özeti manifest ile uyuşmuyor.',
    'tenantImport.refused.manifest': 'manifest.json okunamıyor.',
    'tenantImport.refused.migration':
      'Dışa aktarım, crmFEX’in daha yeni bir sürümünden alınmış ({migration}). Bu sürüm güncellenince aktarılabilir.',
    'tenantImport.refused.missing': '{path} eksik.',
    'tenantImport.refused.missingColumn': 'tables/{table}.jsonl dosyasında {column} sütunu eksik.',
    'tenantImport.refused.notEmpty': 'Bu arada işletmeye bir şey eklendi ({table}). Hiçbir şey aktarılmadı.',
    'tenantImport.refused.olderColumn':
      'Dışa aktarım, crmFEX’in daha eski bir sürümünden alınmış ({migration}): tables/{table}.jsonl dosyasında, burada bilinmesi gereken {column} sütunu yok. İşletmeyi güncel bir sürümden yeniden dışa aktarın.',
    'tenantImport.refused.oversized': '{path}, bir dışa aktarımda olabileceğinden büyük.',
    'tenantImport.refused.reference':
      'tables/{table}.jsonl, {line}. satır {parent} içinde olmayan bir kaydı gösteriyor.',
    'tenantImport.refused.row': 'tables/{table}.jsonl, {line}. satır bu tablonun bir satırı değil: {reason}.',
    'tenantImport.refused.rule': 'tables/{table}.jsonl, {line}. satır bir kuralı bozuyor: {reason}',
    'tenantImport.refused.table': 'Dosyada burada bilinmeyen bir tablo var: {table}.',
    'tenantImport.refused.tooMany': 'Dosyada {max} adetten fazla kayıt var.',
    'tenantImport.refused.tooManyRows':
      'Dışa aktarımda {rows} satır var; bir kerede en çok {max} satır aktarılabilir. Hiçbir şey aktarılmadı.',
    'tenantImport.refused.uploadGone': 'Yüklenen dosya artık yerinde değil. Yeniden yükleyin.',
    'tenantImport.refused.version': 'Dışa aktarımın sürümü burada okunamıyor. Bilinen sürüm: {known}.',
    'tenantImport.rule.allocated': 'bir ödemenin dağıtılan tutarı, dağıtımlarının toplamıdır ve kendisini aşmaz.',
    'tenantImport.rule.allocation':
      'ödeme ile fatura aynı müşterinin ve aynı para biriminindir; geri alma, geri aldığının aynasıdır.',
    'tenantImport.rule.fileThere': 'dosya dışa aktarımda yok ya da başka bir dosya.',
    'tenantImport.rule.numbers':
      'bir serinin numaraları boşluksuz ilerler, tarihler geri gitmez ve sayaç son numarayı bilir.',
    'tenantImport.rule.printThere': 'faturanın çıktısı dışa aktarımda yok.',
    'tenantImport.rule.returns': 'iade, aynı müşterinin düzenlenmiş faturasından satılandan fazlasını geri alamaz.',
    'tenantImport.rule.series': 'işletmenin olağan serisi yok ya da artık kullanılmıyor.',
    'tenantImport.rule.settled': 'faturanın kapatılan tutarı, ödemelerinin toplamı değil.',
    'tenantImport.rule.sums': 'faturanın toplamları, satırlarının toplamları değil.',
  },
};
