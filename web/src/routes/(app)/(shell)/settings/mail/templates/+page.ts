// The texts of the business's mails, every kind in both languages.
import { mailTemplateRoutes } from '@crmfex/shared/mail-templates.ts';
import { api } from '#lib/api.ts';
import { loaded } from '#lib/load.ts';

export const load = async () => ({ templates: await loaded(api(mailTemplateRoutes.list)) });
