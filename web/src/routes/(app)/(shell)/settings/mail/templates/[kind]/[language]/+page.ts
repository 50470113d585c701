// One text of the business's mails.
import { mailKinds, mailTemplateRoutes, type MailKind } from '@crmfex/shared/mail-templates.ts';
import type { Language } from '@crmfex/shared/fields.ts';
import { error } from '@sveltejs/kit';
import { api } from '#lib/api.ts';
import { loaded } from '#lib/load.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageLoad } from './$types.js';

const languages: readonly Language[] = ['tr', 'en'];

export const load: PageLoad = async ({ params }) => {
  const kind = mailKinds.find((one): one is MailKind => one === params.kind);
  const language = languages.find((one) => one === params.language);
  if (!kind || !language) error(404, m.problem_not_found_text());
  return { template: await loaded(api(mailTemplateRoutes.get, { params: { kind, language } })) };
};
