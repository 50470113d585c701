// Founds the demo business: its people, settings, logo and clients.
import pg from 'pg';
import { createClient } from '../../../functions/crm/clients/clients.ts';
import { hashPassword } from '../../../functions/identity/passwords/passwords.ts';
import { signUp } from '../../../functions/identity/sign-up/sign-up.ts';
import { verify } from '../../../functions/identity/sign-up/verify.ts';
import { putLogo } from '../../../functions/identity/tenants/logo.ts';
import { changeTenant, getTenant } from '../../../functions/identity/tenants/tenants.ts';
import type { Client } from '../../../shared/clients.ts';
import { newId } from '../../../shared/ids.ts';
import { policies } from '../../../shared/policies.ts';
import type { TenantInput } from '../../../shared/tenants.ts';
import { clients, vkn } from './clients.ts';
import { logo } from './logo.ts';
import type { Stage } from './stage.ts';

export const password = 'bogaz-manzarasi-2026';
export const owner = { name: 'Defne Karaca', email: 'demo@crmfex.example' };
export const accountant = { name: 'Ozan Demir', email: 'muhasebe@crmfex.example' };

const settings: Partial<TenantInput> = {
  taxNumber: vkn('178402956'),
  taxOffice: 'Beşiktaş',
  addressLine: 'Barbaros Bulvarı, Balmumcu Plaza No: 74 Kat: 6',
  district: 'Beşiktaş',
  city: 'İstanbul',
  postalCode: '34349',
  email: 'bilgi@bogazicidanismanlik.example',
  phone: '+90 212 555 74 00',
  website: 'https://bogazicidanismanlik.example',
  bankAccounts: [
    { label: null, bankName: 'Örnek Bankası, Beşiktaş Şubesi', iban: 'TR330006100519786457841326', currency: 'TRY' },
  ],
  invoiceSeries: 'BGZ',
  paymentDays: 30,
  invoiceNotes: 'Bizimle çalıştığınız için teşekkür ederiz.',
  brandColour: '#0f4c5c',
};

/** Signs the owner up as anybody would: the token comes from the mail. */
async function found(stage: Stage): Promise<string> {
  await signUp(stage.stranger(), {
    ...owner,
    password,
    birthDate: '1985-04-23',
    tenantName: 'Boğaziçi Danışmanlık',
    language: 'tr',
    acceptedTermsVersion: policies.terms.version,
    acceptedPrivacyVersion: policies.privacy.version,
  });
  await stage.runJobs('mail');
  const token = /#([A-Za-z0-9_-]{43})/.exec(stage.mails.at(-1)?.text ?? '')?.[1];
  if (!token) throw new Error('The sign-up mail holds no token.');
  return (await verify(stage.stranger(), token)).token;
}

/** Inviting people comes with its own screens; until then a second person can only be put beside the first one. */
async function addAccountant(adminUrl: string, tenantId: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query(
      `with person as (
         insert into users (id, email, name, language, password_hash, email_verified_at) values ($1, $2, $3, 'tr', $4, now())
         returning id
       )
       insert into members (tenant_id, user_id, role) select $5, id, 'accountant' from person`,
      [newId(), accountant.email, accountant.name, await hashPassword(password), tenantId],
    );
  } finally {
    await admin.end();
  }
}

export type Founded = { token: string; timeZone: string; clients: Client[] };

/** @param at when the business began to use crmFEX */
export async function foundBusiness(stage: Stage, adminUrl: string, at: Date): Promise<Founded> {
  const token = await found(stage);
  stage.setTime(at);
  const write = stage.as(token, 'tenant:write');
  const tenant = await getTenant(write);
  await addAccountant(adminUrl, tenant.id);
  await changeTenant(write, tenant.version, settings);
  await putLogo(write, { bytes: logo(), contentType: 'image/png' });
  const known: Client[] = [];
  for (const [place, client] of clients.entries()) {
    stage.setTime(new Date(at.getTime() + place * 3 * 86_400_000));
    known.push(await createClient(stage.as(token, 'clients:write'), client));
  }
  return { token, timeZone: tenant.timeZone, clients: known };
}
