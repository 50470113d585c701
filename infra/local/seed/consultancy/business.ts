// Founds the consultancy: its settings, logo, clients and the accountant.
import { createClient } from '../../../../functions/crm/clients/clients.ts';
import { putLogo } from '../../../../functions/identity/tenants/logo.ts';
import { changeTenant, getTenant } from '../../../../functions/identity/tenants/tenants.ts';
import type { Client } from '../../../../shared/clients.ts';
import type { TenantInput } from '../../../../shared/tenants.ts';
import { bridge, pngOf } from '../logo.ts';
import { accountant, found, inviteTo, joinAsNew, owner } from '../people.ts';
import type { Stage } from '../stage.ts';
import { vkn } from '../tax-numbers.ts';
import { clients } from './clients.ts';

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

export type Founded = { tenantId: string; token: string; timeZone: string; clients: Client[] };

/** @param at when the business began to use crmFEX */
export async function foundConsultancy(stage: Stage, at: Date): Promise<Founded> {
  const token = await found(stage, owner, 'Boğaziçi Danışmanlık');
  await joinAsNew(stage, await inviteTo(stage, token, accountant.email, 'accountant'), accountant);
  // Whoever looks at the team finds one who has not answered yet.
  await inviteTo(stage, token, 'stajyer@bogazicidanismanlik.example', 'viewer');
  stage.setTime(at);
  const write = stage.as(token, 'tenant:write');
  const tenant = await getTenant(write);
  await changeTenant(write, tenant.version, settings);
  await putLogo(write, { bytes: pngOf(bridge), contentType: 'image/png' });
  const known: Client[] = [];
  for (const [place, client] of clients.entries()) {
    stage.setTime(at.getTime() + place * 3 * 86_400_000);
    known.push(await createClient(stage.as(token, 'clients:write'), client));
  }
  return { tenantId: tenant.id, token, timeZone: tenant.timeZone, clients: known };
}
