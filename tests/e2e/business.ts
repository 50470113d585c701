// A business with a signed-in owner for browser tests, worked through the API as its own pages would.
import pg from 'pg';
import { apiClient, type Api } from '../../shared/api.ts';
import { clientRoutes, type Client } from '../../shared/clients.ts';
import type { Language } from '../../shared/fields.ts';
import { importRoutes } from '../../shared/imports.ts';
import { invoiceRoutes, type Invoice, type InvoiceLineInput } from '../../shared/invoices.ts';
import { tenantRoutes, type TenantInput } from '../../shared/tenants.ts';
import { userRoutes } from '../../shared/users.ts';
import { platform } from '../support/platform.ts';
import { makeWorld, type Member, type World } from '../support/world.ts';

export const settings: Partial<TenantInput> = {
  taxNumber: '1234567890',
  taxOffice: 'Beyoğlu',
  addressLine: 'İstiklal Cad. No: 142/7',
  district: 'Beyoğlu',
  city: 'İstanbul',
  postalCode: '34430',
  email: 'muhasebe@cinar.example',
  phone: '+90 212 555 01 42',
  bankAccounts: [{ label: null, bankName: 'Örnek Bankası', iban: 'TR330006100519786457841326', currency: 'TRY' }],
  brandColour: '#0f6b5c',
};

export type Business = { owner: Member; members: World['members']; api: Api; tenantName: string };

/** Calls the API through the app's own origin with a member's cookie. */
function apiOf(member: Member, language: Language): Api {
  const { app } = platform().urls;
  const cookie = `__Host-staff-${new URL(app).port}=${member.token}`;
  return apiClient({
    base: `${app}/api`,
    language: () => language,
    fetcher: (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set('cookie', cookie);
      headers.set('origin', app);
      return fetch(input, { ...init, headers });
    },
  });
}

/** Makes a business that may issue invoices, with everything a client needs to pay. */
export async function makeBusiness(language: Language, tenantName: string): Promise<Business> {
  const admin = new pg.Client({ connectionString: platform().databaseAdminUrl });
  await admin.connect();
  try {
    const world = await makeWorld(admin, tenantName);
    const owner = world.members.owner;
    const api = apiOf(owner, language);
    const { version } = await api(tenantRoutes.get);
    await api(userRoutes.updateMe, { body: { language } });
    await api(tenantRoutes.update, { body: { ...settings, language }, ifMatch: `"${version}"` });
    return { owner, members: world.members, api, tenantName };
  } finally {
    await admin.end();
  }
}

export const lines: InvoiceLineInput[] = [
  {
    description: 'Kurumsal kimlik tasarımı',
    quantity: '1',
    unit: 'C62',
    unitPrice: '45000',
    vatRate: '20',
    discountRate: null,
    discountMinor: null,
  },
  {
    description: 'Web sitesi bakımı',
    quantity: '12.5',
    unit: 'HUR',
    unitPrice: '1850',
    vatRate: '20',
    discountRate: '10',
    discountMinor: null,
  },
  {
    description: 'Basılı katalog',
    quantity: '500',
    unit: 'C62',
    unitPrice: '92.75',
    vatRate: '10',
    discountRate: null,
    discountMinor: null,
  },
];

export type Issued = { client: Client; invoice: Invoice };

export async function issueInvoice(
  { api }: Business,
  language: Language,
  more: { dueDate?: string } = {},
): Promise<Issued> {
  const client = await api(clientRoutes.create, {
    body: {
      kind: 'company',
      name: 'Ayşe Yılmaz Mimarlık',
      email: 'ayse@yilmaz.example',
      city: 'Ankara',
      country: 'TR',
    },
  });
  const draft = await api(invoiceRoutes.create, {
    body: { clientId: client.id, currency: 'TRY', language, lines, notes: 'İyi çalışmalar dileriz.', ...more },
  });
  const invoice = await api(invoiceRoutes.issue, { params: { id: draft.id }, ifMatch: `"${draft.version}"` });
  return { client, invoice };
}

/** The address of a fresh link to the portal, as it would stand in a mail. */
export async function linkOf({ api }: Business, invoiceId: string): Promise<{ id: string; url: string }> {
  const { link, url } = await api(invoiceRoutes.createLink, { params: { id: invoiceId } });
  return { id: link.id, url };
}

/** A table that waits for its columns to be given a meaning. */
export async function bringTable({ api }: Business): Promise<string> {
  const bytes = 'Müşteri Adı;Şehir\nÇınar Gıda;İzmir\n';
  const body = { subject: 'clients' as const, fileName: 'müşteriler.csv', sizeBytes: Buffer.byteLength(bytes) };
  const { fileId: id, uploadUrl } = await api(importRoutes.create, { body });
  await fetch(uploadUrl, { method: 'PUT', headers: { 'x-ms-blob-type': 'BlockBlob' }, body: bytes });
  await api(importRoutes.read, { params: { id } });
  return id;
}
