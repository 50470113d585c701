// A row that is a client: its fields, its contact persons, its own fields and tags, each held to the contract.
import type * as z from 'zod';
import { ClientCreate, ClientInput } from '../../../shared/clients.ts';
import { ContactInput } from '../../../shared/contacts.ts';
import type { CustomValues } from '../../../shared/custom-fields.ts';
import { foldedWords } from '../../../shared/fold.ts';
import { newId } from '../../../shared/ids.ts';
import { contactRoles } from '../../../shared/tables/clients.ts';
import { isTckn } from '../../../shared/tax-number.ts';
import { byContract, distinct, given, said, textOf, type Reading, type TypedRow } from './kind.ts';
import { ownValues, tagNames } from './own-fields.ts';
import type { RowError } from './store.ts';

export type Person = Omit<ContactInput, 'isPrimary'>;
export type TypedClient = {
  row: TypedRow;
  client: z.output<typeof ClientCreate>;
  own: CustomValues;
  tags: string[];
  people: Person[];
};
export type ClientItem = TypedClient | { row: TypedRow; errors: RowError[] };

const fields = Object.keys(ClientInput.shape).filter((key) => key !== 'contactName' && key !== 'customFields');
const PersonInput = ContactInput.omit({ isPrimary: true });

/** `Name | e-mail | phone | role`, one person a line. */
function otherPeople(text: string | null): Record<string, unknown>[] {
  return (text ?? '')
    .split(/\n|;/)
    .map((line) => line.split('|').map((part) => part.trim()))
    .filter(([name]) => name)
    .map(([name, email, phone, role]) => ({
      name,
      email: email || null,
      phone: phone || null,
      role: roleOf(role ?? ''),
    }));
}

function roleOf(text: string): string {
  const name = foldedWords(text);
  const found = contactRoles.find(({ value, names }) =>
    [value, names.tr, names.en].some((one) => foldedWords(one) === name),
  );
  return found?.value ?? 'other';
}

const contactColumns: Record<string, string> = {
  name: 'contactName',
  email: 'contactEmail',
  phone: 'contactPhone',
  role: 'contactRole',
};

async function readPeople(reading: Reading, row: TypedRow): Promise<{ people: Person[]; errors: RowError[] }> {
  const people: Person[] = [];
  const errors: RowError[] = [];
  const [email, phone, role] = ['contactEmail', 'contactPhone', 'contactRole'].map((key) => textOf(row, key));
  const name = textOf(row, 'contactName');
  if (name === null && (email || phone)) errors.push(said(reading, 'contactName', 'import.contactName'));
  const first = name === null ? [] : [{ name, email: email ?? null, phone: phone ?? null, role: role ?? 'billing' }];
  for (const [place, one] of [...first, ...otherPeople(textOf(row, 'otherContacts'))].entries()) {
    const isFirst = place < first.length;
    const read = await byContract(reading, PersonInput, one, ([field = '']) =>
      isFirst ? (contactColumns[field] ?? null) : 'otherContacts',
    );
    if ('value' in read) people.push(read.value);
    else errors.push(...read.errors);
  }
  return { people, errors };
}

export async function readClient(reading: Reading, row: TypedRow): Promise<ClientItem> {
  const values = Object.fromEntries(
    fields.flatMap((key) => (given(row, key) === undefined ? [] : [[key, row.values[key]]])),
  );
  const kind = values['kind'] ?? (isTckn(textOf(row, 'taxNumber') ?? '') ? 'person' : 'company');
  const read = await byContract(reading, ClientCreate, { ...values, kind }, ([field]) => field ?? null);
  const { people, errors } = await readPeople(reading, row);
  const own = ownValues(reading, row);
  const tags = tagNames(reading, row);
  const found = [...row.errors, ...('errors' in read ? read.errors : []), ...errors, ...own.errors, ...tags.errors];
  if (found.length > 0 || !('value' in read)) return { row, errors: distinct(found) };
  return { row, client: read.value, own: own.values, tags: tags.names, people };
}

const blank = {
  ...{
    email: null,
    phone: null,
    contactName: null,
    taxNumber: null,
    taxOffice: null,
    addressLine: null,
    district: null,
  },
  ...{
    city: null,
    postalCode: null,
    currency: null,
    language: null,
    paymentDays: null,
    discountRate: null,
    notes: null,
    isBilingual: null,
  },
};

export type NewClient = Omit<ClientInput, 'customFields'> & { id: string; customFields: CustomValues };

/** What was not said is empty; the country is that of the own business. */
export const completeClient = (
  reading: Reading,
  client: Omit<z.output<typeof ClientCreate>, 'customFields'>,
  customFields: CustomValues = {},
): NewClient => ({
  ...blank,
  country: reading.tenant.country,
  ...client,
  customFields,
  id: newId(),
});

export const markOf = ({ client }: TypedClient) => ({
  name: client.name,
  email: client.email ?? null,
  taxNumber: client.taxNumber ?? null,
});
