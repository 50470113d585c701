// Every address of the web app, in one place.
function withQuery(path: string, query: Record<string, string | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) search.set(name, value);
  return search.size > 0 ? `${path}?${search}` : path;
}

/** What a list of invoices may be narrowed to, as it stands in the address. */
export type InvoiceFilter = {
  tab?: string;
  search?: string;
  sort?: string;
  clientId?: string;
  currency?: string;
  open?: string;
  dueFrom?: string;
  dueTo?: string;
};
export type ClientFilter = { tab?: string; search?: string; sort?: string };
/** What a list of payments may be narrowed to. */
export type PaymentFilter = { clientId?: string; from?: string; to?: string; tab?: string; currency?: string };

/** What the log may be narrowed to: a person, a kind of act, the last day. */
export type ActivityFilter = { actor?: string; kind?: string; until?: string };

export const to = {
  /** A page of the public site; none is the start page. */
  site: (language: 'tr' | 'en', page = '') => (language === 'tr' ? `/${page}` : page ? `/en/${page}` : '/en'),
  signIn: (back?: string) => withQuery('/sign-in', { back }),
  signUp: () => '/sign-up',
  verify: () => '/verify',
  forgot: () => '/forgot',
  reset: () => '/reset',
  leaving: () => '/leaving',
  home: () => '/home',
  /** For whom the business has restricted. */
  restricted: () => '/restricted',
  /** For whoever belongs to no business. */
  outside: () => '/no-business',
  leaveOutside: () => '/no-business/delete',
  clients: (filter: ClientFilter = {}) => withQuery('/clients', filter),
  newClient: (filter: ClientFilter = {}) => withQuery('/clients/new', filter),
  client: (id: string) => `/clients/${id}`,
  statement: (id: string, period: { from?: string; to?: string } = {}) => withQuery(`/clients/${id}/statement`, period),
  mergeClient: (id: string, other?: string) => withQuery(`/clients/${id}/merge`, { with: other }),
  editClient: (id: string) => `/clients/${id}/edit`,
  invoices: (filter: InvoiceFilter = {}) => withQuery('/invoices', filter),
  newInvoice: (clientId?: string) => withQuery('/invoices/new', { client: clientId }),
  invoice: (id: string) => `/invoices/${id}`,
  recordInvoice: (id: string) => `/invoices/${id}?record`,
  editInvoice: (id: string) => `/invoices/${id}/edit`,
  products: () => '/products',
  newProduct: () => '/products/new',
  product: (id: string) => `/products/${id}`,
  editProduct: (id: string) => `/products/${id}/edit`,
  payments: (filter: PaymentFilter = {}) => withQuery('/payments', filter),
  payment: (id: string) => `/payments/${id}`,
  newPayment: (from: { client?: string; invoice?: string } = {}) => withQuery('/payments/new', from),
  imports: (subject?: string) => withQuery('/imports', { subject }),
  import: (id: string) => `/imports/${id}`,
  settings: () => '/settings',
  business: () => '/settings/business',
  series: () => '/settings/series',
  ownData: () => '/settings/data',
  promises: () => '/settings/promises',
  members: () => '/settings/members',
  records: () => '/settings/records',
  account: () => '/settings/account',
  deleteAccount: () => '/settings/account/delete',
  security: () => '/settings/security',
  mailSettings: () => '/settings/mail',
  reminders: () => '/settings/reminders',
  requests: (tab?: 'answered') => withQuery('/settings/requests', { tab }),
  mailTexts: () => '/settings/mail/templates',
  mailText: (kind: string, language: string) => `/settings/mail/templates/${kind}/${language}`,
  signIns: () => '/settings/sign-ins',
  mail: (id: string) => `/mails/${id}`,
  mails: (filter: Record<string, string> = {}) => withQuery('/mails', filter),
  activity: (filter: ActivityFilter = {}) => withQuery('/activity', filter),
};

/** A path inside the app, or undefined: an address from outside must never become a jump to another site. */
export function insidePath(value: string | null): string | undefined {
  return value && /^\/(?![/\\])[^\\\s]*$/.test(value) ? value : undefined;
}
