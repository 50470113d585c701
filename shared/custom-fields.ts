// Fields of a business's own: what they are called, of which type they are, and what a value of each looks like.
import * as z from 'zod';
import { Instant, line } from './fields.ts';
import { byId, route } from './route.ts';

export const customFieldTypes = ['text', 'number', 'date', 'yesNo', 'choice', 'link'] as const;
export type CustomFieldType = (typeof customFieldTypes)[number];
export const customFieldSubjects = ['client', 'product', 'invoice'] as const;
export type CustomFieldSubject = (typeof customFieldSubjects)[number];

const differ = (choices: string[]) => new Set(choices.map((choice) => choice.toLocaleLowerCase('tr'))).size;
const Choices = z
  .array(line(80))
  .max(50)
  .refine((choices) => differ(choices) === choices.length, { error: 'customField.sameChoice' });

export const CustomFieldInput = z.strictObject({
  subject: z.enum(customFieldSubjects),
  label: line(60),
  type: z.enum(customFieldTypes),
  /** Of a choice: what may be chosen, in the order shown; a record keeps the words themselves. */
  choices: Choices,
  /** Asked for wherever the fields are shown; a client added in passing, by name alone, is not held to it, and an invoice when it is issued. */
  isRequired: z.boolean(),
});
export type CustomFieldInput = z.infer<typeof CustomFieldInput>;

export const CustomFieldCreate = CustomFieldInput.partial({ choices: true, isRequired: true }).extend({
  id: z.uuid().optional(),
});
export type CustomFieldCreate = z.infer<typeof CustomFieldCreate>;

/** Type and subject stay. A choice that is renamed is renamed in the records, too. */
export const CustomFieldChange = CustomFieldInput.pick({ label: true, choices: true, isRequired: true })
  .partial()
  .extend({
    renamed: z
      .array(z.strictObject({ from: line(80), to: line(80) }))
      .max(50)
      .optional(),
  });
export type CustomFieldChange = z.infer<typeof CustomFieldChange>;

export const CustomField = CustomFieldInput.extend({
  id: z.uuid(),
  position: z.int(),
  archivedAt: Instant.nullable(),
  version: z.int(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type CustomField = z.infer<typeof CustomField>;

/** By the field's id. A number is a decimal string, a day `YYYY-MM-DD`, a choice its words, yes or no a boolean; nothing is no key. */
export const CustomValues = z.record(z.uuid(), z.union([z.string().max(500), z.boolean()]));
export type CustomValues = z.infer<typeof CustomValues>;
export type CustomValue = CustomValues[string];

/** What is sent: only the named fields change, null and empty text take a value away. */
export const CustomChanges = z.record(z.uuid(), z.union([z.string().trim().max(500), z.boolean(), z.null()]));
export type CustomChanges = z.infer<typeof CustomChanges>;

/** Whether the calendar knows the day. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text < '0001') return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function isLink(text: string): boolean {
  return /^https?:\/\/\S+$/.test(text) && URL.canParse(text);
}

const shapes: Record<CustomFieldType, (value: CustomValue, field: Pick<CustomField, 'choices'>) => boolean> = {
  text: (value) => typeof value === 'string' && /^[^\p{Cc}\p{Cs}]*$/u.test(value),
  number: (value) => typeof value === 'string' && /^-?(0|[1-9]\d{0,11})(\.\d{1,6})?$/.test(value),
  date: (value) => typeof value === 'string' && isDay(value),
  yesNo: (value) => typeof value === 'boolean',
  choice: (value, { choices }) => typeof value === 'string' && choices.includes(value),
  link: (value) => typeof value === 'string' && isLink(value),
};

/** Key of the words for what is wrong with a value; undefined when it fits. */
export function customValueFault(field: Pick<CustomField, 'type' | 'choices'>, value: CustomValue): string | undefined {
  return shapes[field.type](value, field) ? undefined : `customField.${field.type}`;
}

/** Fields in use that are asked for and have no value. */
export const missingFields = (fields: readonly CustomField[], values: CustomValues): CustomField[] =>
  fields.filter(({ id, isRequired, archivedAt }) => isRequired && archivedAt === null && (values[id] ?? '') === '');

const byIdWith = { params: byId, response: CustomField, status: 200 } as const;

export const customFieldRoutes = {
  list: route('GET /custom-fields', {
    summary: 'Fields of the business’s own, archived ones last',
    query: z.strictObject({ subject: z.enum(customFieldSubjects).optional() }),
    response: z.array(CustomField),
  }),
  create: route('POST /custom-fields', {
    summary: 'Add a field to clients, products or invoices',
    body: CustomFieldCreate,
    response: CustomField,
  }),
  update: route('PATCH /custom-fields/{id}', {
    summary: 'Change name, choices or need of a field (If-Match)',
    params: byId,
    body: CustomFieldChange,
    response: CustomField,
  }),
  order: route('POST /custom-fields/order', {
    summary: 'Put the fields of clients, products or invoices in an order',
    body: z.strictObject({ subject: z.enum(customFieldSubjects), ids: z.array(z.uuid()).min(1).max(50) }),
    response: z.array(CustomField),
    status: 200,
  }),
  archive: route('POST /custom-fields/{id}/archive', { summary: 'Put a field away; its values stay', ...byIdWith }),
  restore: route('POST /custom-fields/{id}/restore', { summary: 'Bring an archived field back', ...byIdWith }),
  remove: route('DELETE /custom-fields/{id}', {
    summary: 'Delete a field that no record has a value of',
    params: byId,
  }),
};
