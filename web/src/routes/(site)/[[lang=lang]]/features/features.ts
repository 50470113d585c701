// What works today, in groups; a feature is named here on the day it works, and not before.
import { m } from '#lib/paraglide/messages.js';

export const featureGroups = [
  {
    id: 'invoices',
    title: m.site_group_invoices,
    features: [
      { title: m.site_f_editor, text: m.site_f_editor_text },
      { title: m.site_f_products, text: m.site_f_products_text },
      { title: m.site_f_autosave, text: m.site_f_autosave_text },
      { title: m.site_f_numbers, text: m.site_f_numbers_text },
      { title: m.site_f_vat, text: m.site_f_vat_text },
      { title: m.site_f_returns, text: m.site_f_returns_text },
      { title: m.site_f_pdf, text: m.site_f_pdf_text },
      { title: m.site_f_currency, text: m.site_f_currency_text },
    ],
  },
  {
    id: 'send',
    title: m.site_group_send,
    features: [
      { title: m.site_f_mail, text: m.site_f_mail_text },
      { title: m.site_f_states, text: m.site_f_states_text },
      { title: m.site_f_history, text: m.site_f_history_text },
      { title: m.site_f_live, text: m.site_f_live_text },
    ],
  },
  {
    id: 'money',
    title: m.site_group_money,
    features: [
      { title: m.site_f_payments, text: m.site_f_payments_text },
      { title: m.site_f_statement, text: m.site_f_statement_text },
      { title: m.site_f_remind, text: m.site_f_remind_text },
      { title: m.site_f_overview, text: m.site_f_overview_text },
    ],
  },
  {
    id: 'clients',
    title: m.site_group_clients,
    features: [
      { title: m.site_f_people, text: m.site_f_people_text },
      { title: m.site_f_terms, text: m.site_f_terms_text },
      { title: m.site_f_search, text: m.site_f_search_text },
    ],
  },
  {
    id: 'portal',
    title: m.site_group_portal,
    features: [
      { title: m.site_f_link, text: m.site_f_link_text },
      { title: m.site_f_pay, text: m.site_f_pay_text },
    ],
  },
  {
    id: 'work',
    title: m.site_group_work,
    features: [
      { title: m.site_f_lists, text: m.site_f_lists_text },
      { title: m.site_f_palette, text: m.site_f_palette_text },
      { title: m.site_f_team, text: m.site_f_team_text },
      { title: m.site_f_files, text: m.site_f_files_text },
      { title: m.site_f_activity, text: m.site_f_activity_text },
      { title: m.site_f_themes, text: m.site_f_themes_text },
    ],
  },
  {
    id: 'safe',
    title: m.site_group_safe,
    features: [
      { title: m.site_f_apart, text: m.site_f_apart_text },
      { title: m.site_f_password, text: m.site_f_password_text },
      { title: m.site_f_passkeys, text: m.site_f_passkeys_text },
      { title: m.site_f_signins, text: m.site_f_signins_text },
    ],
  },
] as const;
