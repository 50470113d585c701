// Words of what reads across the wings: saved views and search.

export const insight = {
  en: {
    'view.exists': 'This view exists already.',
    'view.tooMany': 'You keep fifty views of this list already. Delete one first.',
    'view.notOwn': 'A colleague made this view. Save one of your own instead.',
  },
  tr: {
    'view.exists': 'Bu görünüm zaten var.',
    'view.tooMany': 'Bu liste için zaten elli görünümünüz var. Önce birini silin.',
    'view.notOwn': 'Bu görünümü bir çalışma arkadaşınız hazırladı. Kendi görünümünüzü kaydedin.',
  },
};
