-- The schema as the migrations leave it. Written by tests/database/schema.test.ts (vitest -u); never edited by hand.

-- role app_identity
-- role app_import
-- role app_portal
-- role app_staff
-- role app_system
-- role crmfex_api, logs in, may step into app_identity, app_portal, app_staff
-- role crmfex_gate
-- role crmfex_jobs, logs in, may step into app_system
-- role crmfex_maintenance, logs in, may step into app_import
-- role crmfex_owner, may step into crmfex_gate

create table account_closings
  user_id uuid not null default app.user_id()
  requested_at timestamp with time zone not null default now()
  due_at timestamp with time zone not null
  erasing_at timestamp with time zone
  week_told_at timestamp with time zone
  day_told_at timestamp with time zone
  constraint account_closings_pkey PRIMARY KEY (user_id)
  constraint account_closings_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
  constraint an_account_leaves_thirty_days CHECK ((due_at >= ((requested_at + '30 days'::interval) - '00:01:00'::interval)))
  CREATE INDEX account_closings_by_end ON public.account_closings USING btree (due_at)
  CREATE TRIGGER check_leaving BEFORE INSERT ON public.account_closings FOR EACH ROW EXECUTE FUNCTION gate.check_leaving()
  row security, forced
  policy colleagues (permissive) for select to app_staff, app_system using (EXISTS ( SELECT
   FROM members m
  WHERE (m.user_id = account_closings.user_id)))
  policy gate (permissive) for select to crmfex_gate using true
  policy gate_tells (permissive) for update to crmfex_gate using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy own (permissive) for all to app_identity using (user_id = ( SELECT app.user_id() AS user_id))
  policy own_keeps_what_goes (restrictive) for delete to app_identity using (erasing_at IS NULL)
  app_identity may delete, select
  crmfex_gate may select
  crmfex_maintenance may delete, select
  app_identity may insert (due_at)
  app_staff may select (user_id, due_at)
  app_system may select (user_id, due_at)
  crmfex_gate may update (week_told_at, day_told_at)
  crmfex_maintenance may update (erasing_at)

create table activity
  tenant_id uuid not null default app.tenant_id()
  id uuid not null
  at timestamp with time zone not null default now()
  actor_kind text not null default app.actor_kind()
  actor_id uuid default app.actor_id()
  kind text not null
  subject_kind text
  subject_id uuid
  detail jsonb not null default '{}'::jsonb
  ip text
  user_agent text
  country text
  request_id text not null
  constraint activity_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['staff'::text, 'portal'::text, 'system'::text])))
  constraint activity_country_check CHECK ((country ~ '^[A-Z]{2}$'::text))
  constraint activity_detail_check CHECK ((length((detail)::text) <= 8000))
  constraint activity_ip_check CHECK ((length(ip) <= 45))
  constraint activity_kind_check CHECK ((length(kind) <= 60))
  constraint activity_pkey PRIMARY KEY (tenant_id, id)
  constraint activity_request_id_check CHECK ((length(request_id) <= 100))
  constraint activity_subject_kind_check CHECK ((length(subject_kind) <= 40))
  constraint activity_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  constraint activity_user_agent_check CHECK ((length(user_agent) <= 400))
  row security, forced
  policy identity (permissive) for insert to app_identity with check (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  policy identity_returning (permissive) for select to app_identity using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy portal (permissive) for insert to app_portal with check true
  policy portal_returning (permissive) for select to app_portal using true
  policy staff (permissive) for insert to app_staff with check true
  policy staff_returning (permissive) for select to app_staff using true
  policy system (permissive) for all to app_system using true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may select
  app_system may delete, select
  crmfex_maintenance may delete, select
  app_identity may insert (tenant_id, id, kind, subject_kind, subject_id, detail, ip, user_agent, country, request_id)
  app_identity may select (tenant_id, id)
  app_portal may insert (tenant_id, id, kind, subject_kind, subject_id, detail, ip, user_agent, country, request_id)
  app_portal may select (tenant_id, id)
  app_staff may insert (tenant_id, id, kind, subject_kind, subject_id, detail, ip, user_agent, country, request_id)
  app_staff may select (tenant_id, id)
  app_system may insert (tenant_id, id, kind, subject_kind, subject_id, detail, ip, user_agent, country, request_id)
  app_system may select (tenant_id, id)
  crmfex_maintenance may update (actor_id, subject_id, detail, ip, user_agent, country)

create table authenticators
  user_id uuid not null
  id uuid not null
  seed_key_id text not null
  seed bytea not null
  created_at timestamp with time zone not null default now()
  confirmed_at timestamp with time zone
  last_step bigint not null default 0
  constraint authenticators_pkey PRIMARY KEY (user_id)
  constraint authenticators_seed_check CHECK ((length(seed) <= 1000))
  constraint authenticators_seed_key_id_check CHECK ((length(seed_key_id) <= 200))
  constraint authenticators_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
  row security, forced
  policy identity (permissive) for all to app_identity using (user_id = ( SELECT app.user_id() AS user_id))
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy maintenance_reseals (permissive) for update to crmfex_maintenance using true with check true
  app_identity may delete, select
  crmfex_maintenance may delete, select
  app_identity may insert (user_id, id, seed_key_id, seed)
  app_identity may update (seed_key_id, seed, confirmed_at, last_step)
  crmfex_maintenance may update (seed_key_id, seed)

create table backups
  name text not null
  started_at timestamp with time zone not null
  finished_at timestamp with time zone
  row_count bigint
  byte_count bigint
  file_count bigint
  verified_at timestamp with time zone
  problem text
  removed_at timestamp with time zone
  constraint backup_is_verified_after_it_is_finished CHECK (((verified_at IS NULL) OR (finished_at IS NOT NULL)))
  constraint backup_name_is_an_instant CHECK ((name ~ '^\d{4}-\d\d-\d\dT\d{6}Z$'::text))
  constraint backup_problem_is_short CHECK ((length(problem) <= 1000))
  constraint backups_pkey PRIMARY KEY (name)
  row security, forced
  policy maintenance (permissive) for all to crmfex_maintenance using true with check true
  crmfex_maintenance may delete, insert, select
  crmfex_maintenance may update (finished_at, row_count, byte_count, file_count, verified_at, problem, removed_at)

create table changes
  tenant_id uuid not null default app.tenant_id()
  changed_xid xid8 not null default pg_current_xact_id()
  kind text not null
  subject_id uuid not null
  constraint changes_kind_check CHECK ((length(kind) <= 40))
  constraint changes_pkey PRIMARY KEY (tenant_id, changed_xid, kind, subject_id)
  constraint changes_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  CREATE INDEX changes_of_subject ON public.changes USING btree (tenant_id, kind, subject_id, changed_xid)
  row security, forced
  policy gate (permissive) for all to crmfex_gate using true
  policy identity (permissive) for insert to app_identity with check ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)) AND (changed_xid = pg_current_xact_id()))
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy portal_insert (permissive) for insert to app_portal with check (changed_xid = pg_current_xact_id())
  policy staff (permissive) for select to app_staff using true
  policy staff_insert (permissive) for insert to app_staff with check (changed_xid = pg_current_xact_id())
  policy system_insert (permissive) for insert to app_system with check (changed_xid = pg_current_xact_id())
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_identity may insert
  app_import may select
  app_portal may insert
  app_staff may insert, select
  app_system may insert
  crmfex_gate may delete, select
  crmfex_maintenance may delete, select

create table client_addresses
  tenant_id uuid not null default app.tenant_id()
  id uuid not null
  client_id uuid not null
  kind text not null
  label text collate "tr-x-icu" not null
  address_line text
  district text
  city text
  postal_code text
  country text not null
  phone text
  is_default boolean not null
  version integer not null default 1
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  constraint "an address belongs to a client" FOREIGN KEY (tenant_id, client_id) REFERENCES clients(tenant_id, id) ON DELETE CASCADE
  constraint "an address has a name of at most 80 characters" CHECK (((length(label) >= 1) AND (length(label) <= 80)))
  constraint "an address is for billing, delivery or of a branch" CHECK ((kind = ANY (ARRAY['billing'::text, 'delivery'::text, 'branch'::text])))
  constraint "an address is known by its client" UNIQUE (tenant_id, client_id, id)
  constraint client_addresses_address_line_check CHECK (((length(address_line) >= 1) AND (length(address_line) <= 300)))
  constraint client_addresses_city_check CHECK (((length(city) >= 1) AND (length(city) <= 100)))
  constraint client_addresses_country_check CHECK ((country ~ '^[A-Z]{2}$'::text))
  constraint client_addresses_district_check CHECK (((length(district) >= 1) AND (length(district) <= 100)))
  constraint client_addresses_phone_check CHECK ((length(phone) <= 30))
  constraint client_addresses_pkey PRIMARY KEY (tenant_id, id)
  constraint client_addresses_postal_code_check CHECK (((length(postal_code) >= 1) AND (length(postal_code) <= 20)))
  constraint client_addresses_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE RESTRICT
  constraint "only billing and delivery have a default" CHECK (((kind <> 'branch'::text) OR (NOT is_default)))
  CREATE UNIQUE INDEX "a client has one default address of a kind" ON public.client_addresses USING btree (tenant_id, client_id, kind) WHERE is_default
  CREATE INDEX client_addresses_of_client ON public.client_addresses USING btree (tenant_id, client_id, kind, label, id)
  CREATE TRIGGER check_moved BEFORE UPDATE OF client_id ON public.client_addresses FOR EACH ROW WHEN (((old.client_id IS NOT NULL) AND (new.client_id IS NOT NULL) AND (old.client_id <> new.client_id))) EXECUTE FUNCTION app.check_client_move()
  CREATE TRIGGER refuse_merged BEFORE INSERT OR UPDATE OF client_id ON public.client_addresses FOR EACH ROW WHEN ((new.client_id IS NOT NULL)) EXECUTE FUNCTION app.refuse_merged_client()
  CREATE TRIGGER tell_change AFTER INSERT OR DELETE OR UPDATE ON public.client_addresses FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.tell_change('client', 'client_id', 'tenant_id')
  row security, forced
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy merging (permissive) for update to app_staff using app.is_merging(client_id) with check app.is_merging(client_id)
  policy staff (permissive) for all to app_staff using true with check true
  policy system (permissive) for select to app_system using true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may delete, select
  app_system may select
  crmfex_maintenance may delete, select
  app_staff may insert (id, client_id, kind, label, address_line, district, city, postal_code, country, phone, is_default, created_at, updated_at)
  app_staff may update (client_id, kind, label, address_line, district, city, postal_code, country, phone, is_default, version, updated_at)

create table client_contacts
  tenant_id uuid not null default app.tenant_id()
  id uuid not null default gen_random_uuid()
  client_id uuid not null
  name text collate "tr-x-icu" not null
  role text not null
  email text
  phone text
  is_primary boolean not null
  version integer not null default 1
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  constraint "a contact belongs to a client" FOREIGN KEY (tenant_id, client_id) REFERENCES clients(tenant_id, id) ON DELETE CASCADE
  constraint "a contact has a name of at most 120 characters" CHECK (((length(name) >= 1) AND (length(name) <= 120)))
  constraint "a contact has one of the known roles" CHECK ((role = ANY (ARRAY['billing'::text, 'decision'::text, 'other'::text])))
  constraint client_contacts_email_check CHECK ((length(email) <= 254))
  constraint client_contacts_phone_check CHECK ((length(phone) <= 30))
  constraint client_contacts_pkey PRIMARY KEY (tenant_id, id)
  constraint client_contacts_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE RESTRICT
  CREATE UNIQUE INDEX "a client has one primary contact" ON public.client_contacts USING btree (tenant_id, client_id) WHERE is_primary
  CREATE INDEX client_contacts_of_client ON public.client_contacts USING btree (tenant_id, client_id, name, id)
  CREATE TRIGGER check_moved BEFORE UPDATE OF client_id ON public.client_contacts FOR EACH ROW WHEN (((old.client_id IS NOT NULL) AND (new.client_id IS NOT NULL) AND (old.client_id <> new.client_id))) EXECUTE FUNCTION app.check_client_move()
  CREATE TRIGGER follow_primary AFTER INSERT OR DELETE OR UPDATE ON public.client_contacts FOR EACH ROW WHEN (((CURRENT_USER <> 'app_import'::name) AND ((CURRENT_USER <> 'crmfex_maintenance'::name) AND (pg_trigger_depth() = 0)))) EXECUTE FUNCTION app.follow_primary_contact()
  CREATE TRIGGER keep_search_entry AFTER INSERT OR DELETE OR UPDATE OF name, email, phone, client_id ON public.client_contacts FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.keep_search_entry('contact', '
  select r.client_id as parent_id, r.name::text as title, concat_ws('' · '', c.name, r.email) as detail, null::bigint as amount_minor,
    null::text as currency, concat_ws('' '', r.name, r.email, r.phone, c.name) as words
  from public.clients c where c.tenant_id = r.tenant_id and c.id = r.client_id ')
  CREATE TRIGGER refuse_merged BEFORE INSERT OR UPDATE OF client_id ON public.client_contacts FOR EACH ROW WHEN ((new.client_id IS NOT NULL)) EXECUTE FUNCTION app.refuse_merged_client()
  CREATE TRIGGER tell_change AFTER INSERT OR DELETE OR UPDATE ON public.client_contacts FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.tell_change('client', 'client_id', 'tenant_id')
  row security, forced
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy merging (permissive) for update to app_staff using app.is_merging(client_id) with check app.is_merging(client_id)
  policy staff (permissive) for all to app_staff using true with check true
  policy system (permissive) for select to app_system using true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may delete, select
  app_system may select
  crmfex_maintenance may delete, select
  app_staff may insert (id, client_id, name, role, email, phone, is_primary, created_at, updated_at)
  app_staff may update (client_id, name, role, email, phone, is_primary, version, updated_at)

create table client_merge_moves
  tenant_id uuid not null default app.tenant_id()
  merge_id uuid not null
  kind text not null
  record_id uuid not null
  was jsonb
  constraint "a move belongs to a merge" FOREIGN KEY (tenant_id, merge_id) REFERENCES client_merges(tenant_id, id) ON DELETE CASCADE
  constraint client_merge_moves_kind_check CHECK ((length(kind) <= 60))
  constraint client_merge_moves_pkey PRIMARY KEY (tenant_id, merge_id, kind, record_id)
  constraint client_merge_moves_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE RESTRICT
  row security, forced
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy staff (permissive) for all to app_staff using true with check true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may select
  crmfex_maintenance may delete, select
  app_staff may insert (merge_id, kind, record_id, was)

create table client_merges
  tenant_id uuid not null default app.tenant_id()
  id uuid not null
  survivor_id uuid not null
  merged_id uuid not null
  before jsonb not null
  taken jsonb not null
  merged_archived_at timestamp with time zone
  merged_by uuid default app.user_id()
  merged_at timestamp with time zone not null default now()
  undone_at timestamp with time zone
  undone_by uuid
  acting xid8 not null default pg_current_xact_id()
  constraint "a client is merged with another one" CHECK ((survivor_id <> merged_id))
  constraint "a client that took in another is not deleted" FOREIGN KEY (tenant_id, survivor_id) REFERENCES clients(tenant_id, id) ON DELETE RESTRICT
  constraint "a merged client is not deleted" FOREIGN KEY (tenant_id, merged_id) REFERENCES clients(tenant_id, id) ON DELETE RESTRICT
  constraint client_merges_pkey PRIMARY KEY (tenant_id, id)
  constraint client_merges_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE RESTRICT
  CREATE UNIQUE INDEX "a client is merged once" ON public.client_merges USING btree (tenant_id, merged_id) WHERE (undone_at IS NULL)
  CREATE INDEX client_merges_of_survivor ON public.client_merges USING btree (tenant_id, survivor_id, merged_at)
  row security, forced
  policy acting (permissive) for all to app_staff using true with check (acting = pg_current_xact_id())
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy staff (permissive) for select to app_staff using true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may select
  crmfex_maintenance may delete, select
  app_staff may insert (id, survivor_id, merged_id, before, taken, merged_archived_at, merged_at)
  app_staff may update (undone_at, undone_by, acting)
  crmfex_maintenance may update (merged_by, undone_by)

create table client_notes
  tenant_id uuid not null default app.tenant_id()
  id uuid not null
  client_id uuid not null
  text text not null
  author_id uuid not null default app.user_id()
  version integer not null default 1
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  constraint "a note belongs to a client" FOREIGN KEY (tenant_id, client_id) REFERENCES clients(tenant_id, id) ON DELETE CASCADE
  constraint "a note has at most 5000 characters" CHECK (((length(text) >= 1) AND (length(text) <= 5000)))
  constraint client_notes_pkey PRIMARY KEY (tenant_id, id)
  constraint client_notes_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE RESTRICT
  CREATE INDEX client_notes_of_client ON public.client_notes USING btree (tenant_id, client_id, created_at, id)
  CREATE TRIGGER check_moved BEFORE UPDATE OF client_id ON public.client_notes FOR EACH ROW WHEN (((old.client_id IS NOT NULL) AND (new.client_id IS NOT NULL) AND (old.client_id <> new.client_id))) EXECUTE FUNCTION app.check_client_move()
  CREATE TRIGGER refuse_merged BEFORE INSERT OR UPDATE OF client_id ON public.client_notes FOR EACH ROW WHEN ((new.client_id IS NOT NULL)) EXECUTE FUNCTION app.refuse_merged_client()
  CREATE TRIGGER tell_change AFTER INSERT OR DELETE OR UPDATE ON public.client_notes FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.tell_change('client', 'client_id', 'tenant_id')
  row security, forced
  policy author (permissive) for all to app_staff using (author_id = ( SELECT app.user_id() AS user_id)) with check (author_id = ( SELECT app.user_id() AS user_id))
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy managers_correct (permissive) for update to app_staff using ( SELECT app.manages() AS manages) with check ( SELECT app.manages() AS manages)
  policy managers_delete (permissive) for delete to app_staff using ( SELECT app.manages() AS manages)
  policy merging (permissive) for update to app_staff using app.is_merging(client_id) with check app.is_merging(client_id)
  policy staff (permissive) for select to app_staff using true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may delete, select
  crmfex_maintenance may delete, select
  app_staff may insert (id, client_id, text, created_at, updated_at)
  app_staff may update (client_id, text, version, updated_at)
  crmfex_maintenance may update (author_id)

create table client_tags
  tenant_id uuid not null default app.tenant_id()
  client_id uuid not null
  tag_id uuid not null
  created_at timestamp with time zone not null default now()
  constraint "a client has a tag once" PRIMARY KEY (tenant_id, client_id, tag_id)
  constraint "a client has a tag that is there" FOREIGN KEY (tenant_id, tag_id) REFERENCES tags(tenant_id, id) ON DELETE CASCADE
  constraint "a tag is on a client" FOREIGN KEY (tenant_id, client_id) REFERENCES clients(tenant_id, id) ON DELETE CASCADE
  constraint client_tags_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  CREATE INDEX client_tags_by_tag ON public.client_tags USING btree (tenant_id, tag_id, client_id)
  CREATE TRIGGER check_moved BEFORE UPDATE OF client_id ON public.client_tags FOR EACH ROW WHEN (((old.client_id IS NOT NULL) AND (new.client_id IS NOT NULL) AND (old.client_id <> new.client_id))) EXECUTE FUNCTION app.check_client_move()
  CREATE TRIGGER refuse_merged BEFORE INSERT OR UPDATE OF client_id ON public.client_tags FOR EACH ROW WHEN ((new.client_id IS NOT NULL)) EXECUTE FUNCTION app.refuse_merged_client()
  CREATE TRIGGER tell_change AFTER INSERT OR DELETE OR UPDATE ON public.client_tags FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.tell_change('client', 'client_id', 'tenant_id')
  row security, forced
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy merging (permissive) for update to app_staff using app.is_merging(client_id) with check app.is_merging(client_id)
  policy staff (permissive) for all to app_staff using true with check true
  policy system (permissive) for select to app_system using true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may delete, select
  app_system may select
  crmfex_maintenance may delete, select
  app_staff may insert (client_id, tag_id)
  app_staff may update (client_id)

create table clients
  tenant_id uuid not null default app.tenant_id()
  id uuid not null
  kind text not null
  name text collate "tr-x-icu" not null
  email text
  phone text
  contact_name text
  tax_number text
  tax_office text
  address_line text
  district text
  city text
  postal_code text
  country text not null
  currency text
  language text
  payment_days integer
  notes text
  archived_at timestamp with time zone
  version integer not null default 1
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  discount_rate numeric
  is_bilingual boolean
  custom_fields jsonb not null default '{}'::jsonb
  search text not null generated always as (app.fold((((((((((((name || ' '::text) || COALESCE(contact_name, ''::text)) || ' '::text) || COALESCE(email, ''::text)) || ' '::text) || COALESCE(tax_number, ''::text)) || ' '::text) || COALESCE(city, ''::text)) || ' '::text) || app.custom_words(custom_fields)) COLLATE pg_c_utf8))) stored
  merged_into uuid
  constraint "a client has a name of at most 200 characters" CHECK (((length(name) >= 1) AND (length(name) <= 200)))
  constraint "a client is a company or a person" CHECK ((kind = ANY (ARRAY['company'::text, 'person'::text])))
  constraint "a client is not merged into itself" CHECK ((merged_into <> id))
  constraint "a client that took in another stays" FOREIGN KEY (tenant_id, merged_into) REFERENCES clients(tenant_id, id) ON DELETE RESTRICT
  constraint "a client's own fields are named values" CHECK ((jsonb_typeof(custom_fields) = 'object'::text))
  constraint "a merged client is archived" CHECK (((merged_into IS NULL) OR (archived_at IS NOT NULL)))
  constraint clients_address_line_check CHECK (((length(address_line) >= 1) AND (length(address_line) <= 300)))
  constraint clients_city_check CHECK (((length(city) >= 1) AND (length(city) <= 100)))
  constraint clients_contact_name_check CHECK (((length(contact_name) >= 1) AND (length(contact_name) <= 120)))
  constraint clients_country_check CHECK ((country ~ '^[A-Z]{2}$'::text))
  constraint clients_currency_check CHECK ((currency = ANY (ARRAY['TRY'::text, 'EUR'::text, 'USD'::text, 'GBP'::text])))
  constraint clients_discount_rate_check CHECK ((((discount_rate >= (0)::numeric) AND (discount_rate <= (100)::numeric)) AND (scale(discount_rate) <= 4)))
  constraint clients_district_check CHECK (((length(district) >= 1) AND (length(district) <= 100)))
  constraint clients_email_check CHECK ((length(email) <= 254))
  constraint clients_language_check CHECK ((language = ANY (ARRAY['tr'::text, 'en'::text])))
  constraint clients_notes_check CHECK ((length(notes) <= 5000))
  constraint clients_payment_days_check CHECK (((payment_days >= 0) AND (payment_days <= 365)))
  constraint clients_phone_check CHECK ((length(phone) <= 30))
  constraint clients_pkey PRIMARY KEY (tenant_id, id)
  constraint clients_postal_code_check CHECK (((length(postal_code) >= 1) AND (length(postal_code) <= 20)))
  constraint clients_tax_number_check CHECK (((length(tax_number) >= 1) AND (length(tax_number) <= 20)))
  constraint clients_tax_office_check CHECK (((length(tax_office) >= 1) AND (length(tax_office) <= 100)))
  constraint clients_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE RESTRICT
  CREATE INDEX clients_by_created_at ON public.clients USING btree (tenant_id, created_at, id)
  CREATE INDEX clients_by_name ON public.clients USING btree (tenant_id, name, id)
  CREATE INDEX clients_merged ON public.clients USING btree (tenant_id, merged_into) WHERE (merged_into IS NOT NULL)
  CREATE TRIGGER check_custom_values BEFORE INSERT OR UPDATE OF custom_fields ON public.clients FOR EACH ROW WHEN ((new.custom_fields <> '{}'::jsonb)) EXECUTE FUNCTION app.check_custom_values('client')
  CREATE TRIGGER follow_contact_inserted AFTER INSERT ON public.clients FOR EACH ROW WHEN (((CURRENT_USER <> 'app_import'::name) AND ((pg_trigger_depth() = 0) AND (new.contact_name IS NOT NULL)))) EXECUTE FUNCTION app.follow_contact_name()
  CREATE TRIGGER follow_contact_updated AFTER UPDATE OF contact_name ON public.clients FOR EACH ROW WHEN (((pg_trigger_depth() = 0) AND (new.contact_name IS DISTINCT FROM old.contact_name))) EXECUTE FUNCTION app.follow_contact_name()
  CREATE TRIGGER keep_search_entry AFTER INSERT OR DELETE OR UPDATE OF name, contact_name, email, phone, tax_number, city, custom_fields ON public.clients FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.keep_search_entry('client', '
  select null::uuid as parent_id, r.name::text as title, concat_ws('' · '', r.contact_name, r.city) as detail, null::bigint as amount_minor,
    null::text as currency,
    concat_ws('' '', r.name, r.contact_name, r.email, r.phone, r.tax_number, r.city, app.custom_words(r.custom_fields)) as words ')
  CREATE TRIGGER keep_search_names AFTER UPDATE OF name ON public.clients FOR EACH ROW WHEN ((old.name IS DISTINCT FROM new.name)) EXECUTE FUNCTION app.keep_search_names()
  CREATE TRIGGER tell_change AFTER INSERT OR DELETE OR UPDATE ON public.clients FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.tell_change('client', 'id', 'tenant_id')
  row security, forced
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy staff (permissive) for all to app_staff using true with check true
  policy system (permissive) for select to app_system using true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may delete, select
  app_system may select
  crmfex_maintenance may delete, select
  app_staff may insert (id, kind, name, email, phone, contact_name, tax_number, tax_office, address_line, district, city, postal_code, country, currency, language, payment_days, notes, created_at, updated_at, discount_rate, is_bilingual, custom_fields)
  app_staff may update (kind, name, email, phone, contact_name, tax_number, tax_office, address_line, district, city, postal_code, country, currency, language, payment_days, notes, archived_at, version, updated_at, discount_rate, is_bilingual, custom_fields, merged_into)

create table closings
  tenant_id uuid not null default app.tenant_id()
  requested_at timestamp with time zone not null default now()
  requested_by uuid not null default app.user_id()
  due_at timestamp with time zone not null
  erasing_at timestamp with time zone
  week_told_at timestamp with time zone
  day_told_at timestamp with time zone
  constraint a_closing_leaves_thirty_days CHECK ((due_at >= ((requested_at + '30 days'::interval) - '00:01:00'::interval)))
  constraint closings_pkey PRIMARY KEY (tenant_id)
  constraint closings_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  CREATE TRIGGER keep_owner_of_kept BEFORE DELETE ON public.closings FOR EACH ROW WHEN (((CURRENT_USER <> 'crmfex_maintenance'::name) AND (pg_trigger_depth() = 0))) EXECUTE FUNCTION app.keep_owner_of_kept()
  CREATE TRIGGER tell_change AFTER INSERT OR DELETE OR UPDATE OF due_at, erasing_at ON public.closings FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.tell_change('tenant', 'tenant_id', 'tenant_id')
  CREATE TRIGGER tell_owners AFTER INSERT ON public.closings FOR EACH ROW EXECUTE FUNCTION gate.tell_closing()
  CREATE TRIGGER tell_owners_kept AFTER DELETE ON public.closings FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION gate.tell_closing()
  row security, forced
  policy gate (permissive) for select to crmfex_gate using true
  policy gate_tells (permissive) for update to crmfex_gate using true
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy staff (permissive) for all to app_staff using true
  policy staff_keeps_what_goes (restrictive) for delete to app_staff using (erasing_at IS NULL)
  policy system (permissive) for select to app_system using true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_staff may delete, select
  app_system may select
  crmfex_gate may select
  crmfex_maintenance may delete, select
  app_staff may insert (due_at)
  crmfex_gate may update (week_told_at, day_told_at)
  crmfex_maintenance may update (requested_by, erasing_at)

create table consents
  id uuid not null
  user_id uuid not null
  purpose text not null
  is_given boolean not null default true
  version text not null
  text_hash bytea not null
  language text not null
  method text not null
  at timestamp with time zone not null
  ip text
  user_agent text
  constraint consent_method_is_known CHECK ((method = ANY (ARRAY['signUp'::text, 'invitation'::text, 'account'::text])))
  constraint consents_ip_check CHECK ((length(ip) <= 45))
  constraint consents_language_check CHECK ((language = ANY (ARRAY['tr'::text, 'en'::text])))
  constraint consents_pkey PRIMARY KEY (id)
  constraint consents_purpose_check CHECK ((purpose = ANY (ARRAY['terms'::text, 'privacy'::text, 'age'::text])))
  constraint consents_text_hash_check CHECK ((length(text_hash) = 32))
  constraint consents_user_agent_check CHECK ((length(user_agent) <= 400))
  constraint consents_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE RESTRICT
  constraint consents_version_check CHECK (((length(version) >= 1) AND (length(version) <= 40)))
  CREATE INDEX consents_of_user ON public.consents USING btree (user_id, purpose, at)
  CREATE TRIGGER consents_only_grow BEFORE DELETE OR UPDATE OR TRUNCATE ON public.consents FOR EACH STATEMENT WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.refuse_change()
  row security, forced
  policy identity (permissive) for insert to app_identity with check (user_id = ( SELECT app.user_id() AS user_id))
  policy identity_reads (permissive) for select to app_identity using (user_id = ( SELECT app.user_id() AS user_id))
  policy maintenance (permissive) for select to crmfex_maintenance using true
  policy maintenance_erases (permissive) for delete to crmfex_maintenance using true
  policy own (permissive) for select to app_staff using (user_id = ( SELECT app.user_id() AS user_id))
  app_identity may select
  app_staff may select
  crmfex_maintenance may delete, select
  app_identity may insert (id, user_id, purpose, is_given, version, text_hash, language, method, at, ip, user_agent)

create table custom_fields
  tenant_id uuid not null default app.tenant_id()
  id uuid not null
  subject text not null
  label text collate "tr-x-icu" not null
  type text not null
  choices jsonb not null
  is_required boolean not null
  "position" integer not null
  archived_at timestamp with time zone
  version integer not null default 1
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  constraint "a custom field has a name of at most 60 characters" CHECK (((length(label) >= 1) AND (length(label) <= 60)))
  constraint "a custom field has one of the known types" CHECK ((type = ANY (ARRAY['text'::text, 'number'::text, 'date'::text, 'yesNo'::text, 'choice'::text, 'link'::text])))
  constraint "a custom field is of clients, products or invoices" CHECK ((subject = ANY (ARRAY['client'::text, 'product'::text, 'invoice'::text])))
  constraint "choices are a list" CHECK (((jsonb_typeof(choices) = 'array'::text) AND (jsonb_array_length(choices) <= 50)))
  constraint custom_fields_pkey PRIMARY KEY (tenant_id, id)
  constraint custom_fields_position_check CHECK (("position" >= 0))
  constraint custom_fields_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  constraint "only a choice has choices" CHECK (((type = 'choice'::text) = (jsonb_array_length(choices) > 0)))
  CREATE UNIQUE INDEX "no two custom fields share a name" ON public.custom_fields USING btree (tenant_id, subject, app.fold((label COLLATE pg_c_utf8))) WHERE (archived_at IS NULL)
  CREATE TRIGGER keep_used_field BEFORE DELETE ON public.custom_fields FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.keep_used_field()
  CREATE TRIGGER tell_change AFTER INSERT OR DELETE OR UPDATE ON public.custom_fields FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.tell_change('customField', 'id', 'tenant_id')
  row security, forced
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy staff (permissive) for all to app_staff using true with check true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may delete, select
  crmfex_maintenance may delete, select
  app_staff may insert (id, subject, label, type, choices, is_required, position, created_at, updated_at)
  app_staff may update (label, choices, is_required, position, archived_at, version, updated_at)

create table deliveries
  tenant_id uuid not null default app.tenant_id()
  id uuid not null
  invoice_id uuid
  recipient text not null
  subject text not null
  message text
  state text not null default 'queued'::text
  reason text
  attempts integer not null default 0
  unknown_since timestamp with time zone
  provider_message_id text
  requested_by uuid default app.user_id()
  queued_at timestamp with time zone not null default now()
  accepted_at timestamp with time zone
  delivered_at timestamp with time zone
  opened_at timestamp with time zone
  failed_at timestamp with time zone
  via text not null default 'platform'::text
  client_id uuid not null
  kind text not null default 'invoice'::text
  language text
  recipient_name text
  cc jsonb not null default '[]'::jsonb
  with_print boolean not null default true
  html text
  body_text text
  attachments jsonb not null default '[]'::jsonb
  next_try_at timestamp with time zone
  unanswered integer not null default 0
  constraint "a client with mails cannot be deleted" FOREIGN KEY (tenant_id, client_id) REFERENCES clients(tenant_id, id) ON DELETE RESTRICT
  constraint "a mail goes to at most ten people in copy" CHECK (((jsonb_typeof(cc) = 'array'::text) AND (jsonb_array_length(cc) <= 10)))
  constraint "a mail is of a known kind" CHECK ((kind = ANY (ARRAY['invoice'::text, 'reminderFirst'::text, 'reminderSecond'::text, 'reminderFinal'::text, 'statement'::text, 'paymentReceived'::text, 'cancelled'::text, 'returned'::text, 'free'::text])))
  constraint "a mail is queued, accepted, delivered, opened, bounced, failed " CHECK ((state = ANY (ARRAY['queued'::text, 'accepted'::text, 'delivered'::text, 'opened'::text, 'bounced'::text, 'failed'::text, 'unknown'::text])))
  constraint "a mail leaves through our service or the own server" CHECK ((via = ANY (ARRAY['platform'::text, 'own'::text])))
  constraint "a mail that went wrong has a time" CHECK (((state <> ALL (ARRAY['bounced'::text, 'failed'::text, 'unknown'::text])) OR (failed_at IS NOT NULL)))
  constraint deliveries_attempts_check CHECK ((attempts >= 0))
  constraint deliveries_body_text_check CHECK ((length(body_text) <= 100000))
  constraint deliveries_html_check CHECK ((length(html) <= 500000))
  constraint deliveries_language_check CHECK ((language = ANY (ARRAY['tr'::text, 'en'::text])))
  constraint deliveries_message_check CHECK ((length(message) <= 5000))
  constraint deliveries_pkey PRIMARY KEY (tenant_id, id)
  constraint deliveries_provider_message_id_check CHECK ((length(provider_message_id) <= 200))
  constraint deliveries_reason_check CHECK ((length(reason) <= 1000))
  constraint deliveries_recipient_check CHECK (((length(recipient) >= 3) AND (length(recipient) <= 254)))
  constraint deliveries_recipient_name_check CHECK (((length(recipient_name) >= 1) AND (length(recipient_name) <= 200)))
  constraint deliveries_subject_check CHECK (((length(subject) >= 1) AND (length(subject) <= 200)))
  constraint deliveries_tenant_id_invoice_id_fkey FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoices(tenant_id, id) ON DELETE RESTRICT
  constraint deliveries_unanswered_check CHECK ((unanswered >= 0))
  constraint "only a queued mail waits for its next try" CHECK (((state = 'queued'::text) OR (next_try_at IS NULL)))
  constraint "the attachments of a mail are a list" CHECK ((jsonb_typeof(attachments) = 'array'::text))
  CREATE INDEX deliveries_by_client ON public.deliveries USING btree (tenant_id, client_id, queued_at DESC, id DESC)
  CREATE INDEX deliveries_by_invoice ON public.deliveries USING btree (tenant_id, invoice_id, queued_at DESC, id DESC)
  CREATE INDEX deliveries_by_queued_at ON public.deliveries USING btree (tenant_id, queued_at, id)
  CREATE INDEX deliveries_failed ON public.deliveries USING btree (tenant_id, failed_at DESC) WHERE (state = ANY (ARRAY['bounced'::text, 'failed'::text, 'unknown'::text]))
  CREATE INDEX deliveries_gone_wrong ON public.deliveries USING btree (tenant_id, queued_at, id) WHERE (state = ANY (ARRAY['bounced'::text, 'failed'::text, 'unknown'::text]))
  CREATE TRIGGER check_mail BEFORE INSERT ON public.deliveries FOR EACH ROW WHEN ((CURRENT_USER <> 'app_import'::name)) EXECUTE FUNCTION app.check_mail()
  CREATE TRIGGER check_mail_again BEFORE UPDATE ON public.deliveries FOR EACH ROW WHEN (((old.state <> 'queued'::text) AND (new.state = 'queued'::text))) EXECUTE FUNCTION app.check_mail()
  CREATE TRIGGER check_moved BEFORE UPDATE OF client_id ON public.deliveries FOR EACH ROW WHEN (((old.client_id IS NOT NULL) AND (new.client_id IS NOT NULL) AND (old.client_id <> new.client_id))) EXECUTE FUNCTION app.check_client_move()
  CREATE TRIGGER refuse_merged BEFORE INSERT OR UPDATE OF client_id ON public.deliveries FOR EACH ROW WHEN ((new.client_id IS NOT NULL)) EXECUTE FUNCTION app.refuse_merged_client()
  CREATE TRIGGER tell_client AFTER INSERT OR UPDATE ON public.deliveries FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.tell_change('client', 'client_id', 'tenant_id')
  CREATE TRIGGER tell_invoice AFTER INSERT OR UPDATE ON public.deliveries FOR EACH ROW WHEN (((CURRENT_USER <> 'crmfex_maintenance'::name) AND (new.invoice_id IS NOT NULL))) EXECUTE FUNCTION app.tell_change('invoice', 'invoice_id', 'tenant_id')
  row security, forced
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy merging (permissive) for update to app_staff using app.is_merging(client_id) with check app.is_merging(client_id)
  policy staff (permissive) for all to app_staff using true with check true
  policy system (permissive) for all to app_system using true with check true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may select
  app_system may select
  crmfex_maintenance may delete, select
  app_staff may insert (id, invoice_id, recipient, subject, message, queued_at, client_id, kind, language, recipient_name, cc, with_print)
  app_staff may update (state, reason, attempts, unknown_since, queued_at, failed_at, client_id, unanswered)
  app_system may insert (id, invoice_id, recipient, subject, message, queued_at, client_id, kind, language, recipient_name, cc, with_print)
  app_system may update (state, reason, attempts, unknown_since, provider_message_id, accepted_at, delivered_at, opened_at, failed_at, via, html, body_text, attachments, next_try_at, unanswered)
  crmfex_maintenance may update (requested_by)

create table delivery_events
  tenant_id uuid not null default app.tenant_id()
  provider_event_id text not null
  delivery_id uuid not null
  kind text not null
  reason text
  at timestamp with time zone not null
  recorded_at timestamp with time zone not null default now()
  constraint delivery_events_kind_check CHECK ((kind = ANY (ARRAY['processed'::text, 'delivered'::text, 'bounced'::text, 'dropped'::text, 'deferred'::text, 'opened'::text, 'complained'::text])))
  constraint delivery_events_pkey PRIMARY KEY (tenant_id, provider_event_id)
  constraint delivery_events_provider_event_id_check CHECK (((length(provider_event_id) >= 1) AND (length(provider_event_id) <= 200)))
  constraint delivery_events_reason_check CHECK ((length(reason) <= 1000))
  constraint delivery_events_tenant_id_delivery_id_fkey FOREIGN KEY (tenant_id, delivery_id) REFERENCES deliveries(tenant_id, id) ON DELETE CASCADE
  CREATE INDEX delivery_events_by_delivery ON public.delivery_events USING btree (tenant_id, delivery_id, at)
  row security, forced
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy system (permissive) for all to app_system using true with check true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_system may select
  crmfex_maintenance may delete, select
  app_system may insert (provider_event_id, delivery_id, kind, reason, at)

create table delivery_files
  tenant_id uuid not null default app.tenant_id()
  delivery_id uuid not null
  "position" integer not null
  file_id uuid
  constraint "a file goes along once" UNIQUE (tenant_id, delivery_id, file_id)
  constraint delivery_files_pkey PRIMARY KEY (tenant_id, delivery_id, "position")
  constraint delivery_files_position_check CHECK ((("position" >= 1) AND ("position" <= 20)))
  constraint delivery_files_tenant_id_delivery_id_fkey FOREIGN KEY (tenant_id, delivery_id) REFERENCES deliveries(tenant_id, id) ON DELETE CASCADE
  constraint delivery_files_tenant_id_file_id_fkey FOREIGN KEY (tenant_id, file_id) REFERENCES files(tenant_id, id) ON DELETE SET NULL (file_id)
  CREATE INDEX delivery_files_of_file ON public.delivery_files USING btree (tenant_id, file_id)
  row security, forced
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy staff (permissive) for all to app_staff using true with check true
  policy system (permissive) for all to app_system using true with check true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may select
  app_system may select
  crmfex_maintenance may delete, select
  app_staff may insert (delivery_id, position, file_id)

create table email_changes
  id uuid not null
  user_id uuid not null
  old_email text not null
  new_email text not null
  confirm_hash bytea
  undo_hash bytea
  created_at timestamp with time zone not null default now()
  confirmed_at timestamp with time zone
  undone_at timestamp with time zone
  constraint "another address is another one" CHECK ((old_email <> new_email))
  constraint email_changes_confirm_hash_check CHECK ((length(confirm_hash) = 32))
  constraint email_changes_confirm_hash_key UNIQUE (confirm_hash)
  constraint email_changes_new_email_check CHECK (((new_email = lower((new_email COLLATE "C"))) AND ((length(new_email) >= 6) AND (length(new_email) <= 254))))
  constraint email_changes_old_email_check CHECK ((old_email = lower((old_email COLLATE "C"))))
  constraint email_changes_pkey PRIMARY KEY (id)
  constraint email_changes_undo_hash_check CHECK ((length(undo_hash) = 32))
  constraint email_changes_undo_hash_key UNIQUE (undo_hash)
  constraint email_changes_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
  constraint "what is undone was confirmed" CHECK (((undone_at IS NULL) OR (confirmed_at IS NOT NULL)))
  CREATE INDEX email_changes_of_user ON public.email_changes USING btree (user_id, created_at)
  row security, forced
  policy addressee (permissive) for all to app_system using ((( SELECT app.tenant_id() AS tenant_id) = ( SELECT app.platform_tenant() AS platform_tenant)) AND (EXISTS ( SELECT
   FROM mails m
  WHERE (m.email_change_id = email_changes.id))))
  policy gate (permissive) for select to crmfex_gate using true
  policy identity (permissive) for all to app_identity using (user_id = ( SELECT app.user_id() AS user_id))
  policy maintenance (permissive) for all to crmfex_maintenance using true
  app_identity may delete, select
  crmfex_maintenance may delete, select
  app_identity may insert (id, user_id, old_email, new_email)
  app_identity may update (confirmed_at, undone_at)
  app_system may select (id, confirmed_at, undone_at)
  app_system may update (confirm_hash, undo_hash)
  crmfex_gate may select (user_id, confirm_hash, undo_hash, created_at, confirmed_at, undone_at)

create table erasures
  id uuid not null
  kind text not null
  subject_hash bytea not null
  started_at timestamp with time zone not null
  finished_at timestamp with time zone
  counts jsonb not null default '{}'::jsonb
  constraint erased_subject_is_hashed CHECK ((length(subject_hash) = 32))
  constraint erasure_ends_after_it_began CHECK ((finished_at >= started_at))
  constraint erasures_counts_check CHECK ((length((counts)::text) <= 8000))
  constraint erasures_kind_check CHECK ((kind = ANY (ARRAY['tenant'::text, 'user'::text, 'archive'::text])))
  constraint erasures_pkey PRIMARY KEY (id)
  row security, forced
  policy maintenance (permissive) for all to crmfex_maintenance using true with check true
  crmfex_maintenance may delete, insert, select
  crmfex_maintenance may update (finished_at, counts)

create table exchange_bulletins
  source text not null default 'tcmb'::text
  day date not null
  is_published boolean not null
  number text
  fetched_at timestamp with time zone not null
  constraint "a bulletin has a number, a day without one has none" CHECK ((is_published = (number IS NOT NULL)))
  constraint exchange_bulletins_number_check CHECK (((length(number) >= 1) AND (length(number) <= 20)))
  constraint exchange_bulletins_pkey PRIMARY KEY (source, day)
  constraint exchange_source_is_known CHECK ((source = 'tcmb'::text))
  row security, forced
  policy gate (permissive) for all to crmfex_gate using true with check true
  policy maintenance (permissive) for select to crmfex_maintenance using true
  policy within_a_tenant (permissive) for select to app_staff, app_system using (( SELECT app.tenant_id() AS tenant_id) IS NOT NULL)
  app_staff may select
  app_system may select
  crmfex_gate may insert, select
  crmfex_maintenance may select

create table exchange_rates
  source text not null default 'tcmb'::text
  day date not null
  currency text not null
  unit integer not null
  forex_buying numeric(18,6)
  forex_selling numeric(18,6)
  effective_buying numeric(18,6)
  effective_selling numeric(18,6)
  fetched_at timestamp with time zone not null
  constraint exchange_rates_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text))
  constraint exchange_rates_effective_buying_check CHECK ((effective_buying > (0)::numeric))
  constraint exchange_rates_effective_selling_check CHECK ((effective_selling > (0)::numeric))
  constraint exchange_rates_forex_buying_check CHECK ((forex_buying > (0)::numeric))
  constraint exchange_rates_forex_selling_check CHECK ((forex_selling > (0)::numeric))
  constraint exchange_rates_pkey PRIMARY KEY (source, day, currency)
  constraint exchange_rates_source_day_fkey FOREIGN KEY (source, day) REFERENCES exchange_bulletins(source, day) ON DELETE RESTRICT
  constraint exchange_rates_unit_check CHECK (((unit >= 1) AND (unit <= 100000)))
  row security, forced
  policy gate (permissive) for all to crmfex_gate using true with check true
  policy maintenance (permissive) for select to crmfex_maintenance using true
  policy within_a_tenant (permissive) for select to app_staff, app_system using (( SELECT app.tenant_id() AS tenant_id) IS NOT NULL)
  app_staff may select
  app_system may select
  crmfex_gate may insert, select
  crmfex_maintenance may select

create table exports
  tenant_id uuid not null default app.tenant_id()
  id uuid not null
  subject text not null
  format text not null
  delimiter text not null
  language text not null
  filter jsonb not null default '{}'::jsonb
  columns jsonb not null default '[]'::jsonb
  state text not null default 'running'::text
  row_count integer not null default 0
  size_bytes bigint
  created_by uuid default app.user_id()
  created_at timestamp with time zone not null default now()
  ready_at timestamp with time zone
  constraint "an export holds clients, products, invoices or their lines" CHECK ((subject = ANY (ARRAY['clients'::text, 'products'::text, 'invoices'::text, 'invoiceLines'::text])))
  constraint "an export is CSV or Excel" CHECK ((format = ANY (ARRAY['csv'::text, 'xlsx'::text])))
  constraint "an export is running, ready or failed" CHECK ((state = ANY (ARRAY['running'::text, 'ready'::text, 'failed'::text])))
  constraint exports_columns_check CHECK ((length((columns)::text) <= 8000))
  constraint exports_delimiter_check CHECK ((delimiter = ANY (ARRAY[';'::text, ','::text])))
  constraint exports_filter_check CHECK ((length((filter)::text) <= 4000))
  constraint exports_language_check CHECK ((language = ANY (ARRAY['tr'::text, 'en'::text])))
  constraint exports_pkey PRIMARY KEY (tenant_id, id)
  constraint exports_row_count_check CHECK ((row_count >= 0))
  constraint exports_size_bytes_check CHECK ((size_bytes >= 0))
  constraint exports_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  CREATE INDEX exports_by_age ON public.exports USING btree (created_at)
  CREATE TRIGGER tell_change AFTER INSERT OR DELETE OR UPDATE ON public.exports FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.tell_change('export', 'id', 'tenant_id')
  row security, forced
  policy gate (permissive) for select to crmfex_gate using true
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy staff (permissive) for all to app_staff using (created_by = ( SELECT app.user_id() AS user_id)) with check (created_by = ( SELECT app.user_id() AS user_id))
  policy system (permissive) for all to app_system using true with check true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may select
  app_staff may select
  app_system may delete, select
  crmfex_maintenance may delete, select
  app_staff may insert (id, subject, format, delimiter, language, filter, columns, created_at)
  app_system may update (state, row_count, size_bytes, ready_at)
  crmfex_gate may select (tenant_id, id, created_by, created_at)
  crmfex_maintenance may update (created_by)

create table files
  tenant_id uuid not null default app.tenant_id()
  id uuid not null
  purpose text not null
  client_id uuid
  invoice_id uuid
  name text not null
  content_type text not null
  size_bytes bigint not null
  state text not null default 'uploading'::text
  refusal text
  sha256 bytea
  created_by uuid default app.user_id()
  created_at timestamp with time zone not null default now()
  ready_at timestamp with time zone
  deleted_at timestamp with time zone
  is_shared boolean not null default false
  first_opened_at timestamp with time zone
  constraint "a file belongs to one record at most" CHECK ((num_nonnulls(client_id, invoice_id) <=
CASE purpose
    WHEN 'attachment'::text THEN 1
    ELSE 0
END))
  constraint "a file has a name of at most 200 letters" CHECK (((length(name) >= 1) AND (length(name) <= 200)))
  constraint "a file has at most 25 MB" CHECK (((size_bytes >= 1) AND (size_bytes <= 26214400)))
  constraint "a file is an attachment or a picture" CHECK ((purpose = ANY (ARRAY['attachment'::text, 'picture'::text])))
  constraint "a file is being uploaded, ready or refused" CHECK ((state = ANY (ARRAY['uploading'::text, 'ready'::text, 'refused'::text])))
  constraint "a ready file was examined" CHECK (((state <> 'ready'::text) OR ((sha256 IS NOT NULL) AND (ready_at IS NOT NULL))))
  constraint "a refused file says why" CHECK (((state = 'refused'::text) = (refusal IS NOT NULL)))
  constraint files_content_type_check CHECK ((length(content_type) <= 100))
  constraint files_pkey PRIMARY KEY (tenant_id, id)
  constraint files_refusal_check CHECK ((length(refusal) <= 60))
  constraint files_sha256_check CHECK ((length(sha256) = 32))
  constraint files_tenant_id_client_id_fkey FOREIGN KEY (tenant_id, client_id) REFERENCES clients(tenant_id, id) ON DELETE SET NULL (client_id)
  constraint files_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  constraint files_tenant_id_invoice_id_fkey FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoices(tenant_id, id) ON DELETE SET NULL (invoice_id)
  constraint "only an attachment of an invoice is shared" CHECK (((NOT is_shared) OR ((purpose = 'attachment'::text) AND (client_id IS NULL))))
  CREATE INDEX files_of_client ON public.files USING btree (tenant_id, client_id, created_at DESC) WHERE (client_id IS NOT NULL)
  CREATE INDEX files_of_invoice ON public.files USING btree (tenant_id, invoice_id, created_at DESC) WHERE (invoice_id IS NOT NULL)
  CREATE INDEX files_unfinished ON public.files USING btree (tenant_id, created_at) WHERE ((state <> 'ready'::text) OR (deleted_at IS NOT NULL) OR (num_nonnulls(client_id, invoice_id) = 0))
  CREATE TRIGGER check_moved BEFORE UPDATE OF client_id ON public.files FOR EACH ROW WHEN (((old.client_id IS NOT NULL) AND (new.client_id IS NOT NULL) AND (old.client_id <> new.client_id))) EXECUTE FUNCTION app.check_client_move()
  CREATE TRIGGER refuse_merged BEFORE INSERT OR UPDATE OF client_id ON public.files FOR EACH ROW WHEN ((new.client_id IS NOT NULL)) EXECUTE FUNCTION app.refuse_merged_client()
  CREATE TRIGGER tell_change AFTER INSERT OR DELETE OR UPDATE ON public.files FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.tell_change('file', 'id', 'tenant_id')
  row security, forced
  policy gate (permissive) for select to crmfex_gate using true
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy merging (permissive) for update to app_staff using app.is_merging(client_id) with check app.is_merging(client_id)
  policy portal (permissive) for all to app_portal using ((invoice_id = ( SELECT app.document_id() AS document_id)) AND (purpose = 'attachment'::text) AND is_shared AND (state = 'ready'::text) AND (deleted_at IS NULL))
  policy staff (permissive) for all to app_staff using ((purpose = 'attachment'::text) OR (created_by = ( SELECT app.user_id() AS user_id)))
  policy system (permissive) for all to app_system using true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may select
  app_system may delete, select
  crmfex_maintenance may delete, select
  app_portal may select (tenant_id, id, name, content_type, size_bytes, created_at, first_opened_at)
  app_portal may update (first_opened_at)
  app_staff may insert (id, purpose, client_id, invoice_id, name, content_type, size_bytes, created_at, is_shared)
  app_staff may update (client_id, deleted_at, is_shared)
  app_system may update (content_type, size_bytes, state, refusal, sha256, ready_at)
  crmfex_gate may select (tenant_id, id, purpose, client_id, invoice_id, state, created_at, deleted_at)
  crmfex_maintenance may update (created_by)

create table gate.role_permissions
  role text not null
  permission text not null
  constraint role_permissions_pkey PRIMARY KEY (role, permission)
  no row security
  crmfex_gate may select

create table idempotency_keys
  tenant_id uuid not null default app.tenant_id()
  actor_id uuid not null default app.actor_id()
  key text not null
  request_hash bytea not null
  status integer
  headers jsonb not null default '{}'::jsonb
  response text
  created_at timestamp with time zone not null default now()
  constraint idempotency_keys_key_check CHECK (((length(key) >= 1) AND (length(key) <= 100)))
  constraint idempotency_keys_pkey PRIMARY KEY (tenant_id, actor_id, key)
  constraint idempotency_keys_request_hash_check CHECK ((length(request_hash) = 32))
  constraint idempotency_keys_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  CREATE INDEX idempotency_keys_by_age ON public.idempotency_keys USING btree (created_at)
  row security, forced
  policy gate (permissive) for all to crmfex_gate using true
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy portal (permissive) for all to app_portal using (actor_id = ( SELECT app.actor_id() AS actor_id))
  policy staff (permissive) for all to app_staff using (actor_id = ( SELECT app.actor_id() AS actor_id))
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_portal may select
  app_staff may select
  crmfex_gate may delete
  crmfex_maintenance may delete, select
  app_portal may insert (key, request_hash)
  app_portal may update (status, headers, response)
  app_staff may insert (key, request_hash)
  app_staff may update (status, headers, response)
  crmfex_gate may select (created_at)

create table import_mappings
  tenant_id uuid not null default app.tenant_id()
  subject text not null
  headers_hash bytea not null
  mapping jsonb not null
  options jsonb not null
  updated_at timestamp with time zone not null default now()
  constraint import_mappings_headers_hash_check CHECK ((length(headers_hash) = 32))
  constraint import_mappings_mapping_check CHECK ((length((mapping)::text) <= 40000))
  constraint import_mappings_options_check CHECK ((length((options)::text) <= 2000))
  constraint import_mappings_pkey PRIMARY KEY (tenant_id, subject, headers_hash)
  constraint import_mappings_subject_check CHECK ((subject = ANY (ARRAY['clients'::text, 'products'::text, 'invoices'::text, 'openings'::text])))
  constraint import_mappings_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  row security, forced
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy staff (permissive) for all to app_staff using true with check true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may select
  crmfex_maintenance may delete, select
  app_staff may insert (subject, headers_hash, mapping, options, updated_at)
  app_staff may update (mapping, options, updated_at)

create table import_rows
  tenant_id uuid not null default app.tenant_id()
  import_id uuid not null
  row_number integer not null
  part integer not null default 0
  outcome text not null
  record_kind text
  record_id uuid
  errors jsonb not null default '[]'::jsonb
  before jsonb
  version_after integer
  constraint "a row that made something says what" CHECK (((outcome = 'failed'::text) = (record_id IS NULL)))
  constraint "a row was created, updated, failed, taken back or kept" CHECK ((outcome = ANY (ARRAY['created'::text, 'updated'::text, 'failed'::text, 'undone'::text, 'kept'::text])))
  constraint import_rows_before_check CHECK ((length((before)::text) <= 40000))
  constraint import_rows_errors_check CHECK ((length((errors)::text) <= 20000))
  constraint import_rows_part_check CHECK (((part >= 0) AND (part <= 1)))
  constraint import_rows_pkey PRIMARY KEY (tenant_id, import_id, row_number, part)
  constraint import_rows_record_kind_check CHECK ((record_kind = ANY (ARRAY['client'::text, 'product'::text, 'invoice'::text, 'payment'::text])))
  constraint import_rows_row_number_check CHECK ((row_number >= 2))
  constraint import_rows_tenant_id_import_id_fkey FOREIGN KEY (tenant_id, import_id) REFERENCES imports(tenant_id, id) ON DELETE CASCADE
  CREATE INDEX import_rows_by_record ON public.import_rows USING btree (tenant_id, record_id) WHERE (record_id IS NOT NULL)
  row security, forced
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy staff (permissive) for all to app_staff using true with check true
  policy system (permissive) for select to app_system using true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may delete, select
  app_system may select
  crmfex_maintenance may delete, select
  app_staff may insert (import_id, row_number, part, outcome, record_kind, record_id, errors, before, version_after)
  app_staff may update (outcome, errors, version_after)

create table imports
  tenant_id uuid not null default app.tenant_id()
  id uuid not null
  subject text not null
  file_name text not null
  size_bytes bigint not null
  state text not null default 'uploading'::text
  refusal text
  language text not null
  source jsonb not null default '{}'::jsonb
  headers jsonb not null default '[]'::jsonb
  sample jsonb not null default '[]'::jsonb
  row_count integer not null default 0
  mapping jsonb not null default '[]'::jsonb
  options jsonb not null default '{}'::jsonb
  preview jsonb not null default '[]'::jsonb
  processed_count integer not null default 0
  created_count integer not null default 0
  updated_count integer not null default 0
  skipped_count integer not null default 0
  failed_count integer not null default 0
  undone_count integer not null default 0
  kept_count integer not null default 0
  created_by uuid default app.user_id()
  acted_by uuid default app.user_id()
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  finished_at timestamp with time zone
  constraint "a refused table says why" CHECK (((state = 'refused'::text) = (refusal IS NOT NULL)))
  constraint "a run deals with the rows there are" CHECK ((processed_count <= row_count))
  constraint "a table has a file name of at most 200 letters" CHECK (((length(file_name) >= 1) AND (length(file_name) <= 200)))
  constraint "a table has at most 25 MB" CHECK (((size_bytes >= 1) AND (size_bytes <= 26214400)))
  constraint "a table holds clients, products, invoices or openings" CHECK ((subject = ANY (ARRAY['clients'::text, 'products'::text, 'invoices'::text, 'openings'::text])))
  constraint "an import is in one of its states" CHECK ((state = ANY (ARRAY['uploading'::text, 'reading'::text, 'refused'::text, 'mapping'::text, 'checking'::text, 'checked'::text, 'running'::text, 'done'::text, 'undoing'::text, 'undone'::text])))
  constraint imports_created_count_check CHECK ((created_count >= 0))
  constraint imports_failed_count_check CHECK ((failed_count >= 0))
  constraint imports_headers_check CHECK ((length((headers)::text) <= 200000))
  constraint imports_kept_count_check CHECK ((kept_count >= 0))
  constraint imports_language_check CHECK ((language = ANY (ARRAY['tr'::text, 'en'::text])))
  constraint imports_mapping_check CHECK ((length((mapping)::text) <= 40000))
  constraint imports_options_check CHECK ((length((options)::text) <= 2000))
  constraint imports_pkey PRIMARY KEY (tenant_id, id)
  constraint imports_preview_check CHECK ((length((preview)::text) <= 2000000))
  constraint imports_processed_count_check CHECK ((processed_count >= 0))
  constraint imports_refusal_check CHECK ((length(refusal) <= 60))
  constraint imports_row_count_check CHECK (((row_count >= 0) AND (row_count <= 50000)))
  constraint imports_sample_check CHECK ((length((sample)::text) <= 2000000))
  constraint imports_skipped_count_check CHECK ((skipped_count >= 0))
  constraint imports_source_check CHECK ((length((source)::text) <= 2000))
  constraint imports_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  constraint imports_undone_count_check CHECK ((undone_count >= 0))
  constraint imports_updated_count_check CHECK ((updated_count >= 0))
  CREATE INDEX imports_by_age ON public.imports USING btree (tenant_id, created_at DESC, id)
  CREATE INDEX imports_old ON public.imports USING btree (created_at)
  CREATE TRIGGER tell_change AFTER INSERT OR DELETE OR UPDATE ON public.imports FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.tell_change('import', 'id', 'tenant_id')
  row security, forced
  policy gate (permissive) for select to crmfex_gate using true
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy staff (permissive) for all to app_staff using true with check true
  policy system (permissive) for all to app_system using true with check true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may delete, select
  app_system may delete, select
  crmfex_maintenance may delete, select
  app_staff may insert (id, subject, file_name, size_bytes, language, options, created_at, updated_at)
  app_staff may update (state, refusal, language, source, headers, sample, row_count, mapping, options, preview, processed_count, created_count, updated_count, skipped_count, failed_count, undone_count, kept_count, acted_by, updated_at, finished_at)
  app_system may update (state, refusal, updated_at, finished_at)
  crmfex_gate may select (tenant_id, id, state, acted_by, created_at, updated_at)
  crmfex_maintenance may update (created_by, acted_by)

create table incident_events
  id uuid not null
  incident_id uuid not null
  at timestamp with time zone not null
  kind text not null
  text text not null
  written_by text not null
  written_at timestamp with time zone not null
  constraint incident_event_is_of_a_known_kind CHECK ((kind = ANY (ARRAY['note'::text, 'contained'::text, 'assessed'::text, 'authorityTold'::text, 'controllersTold'::text, 'peopleTold'::text, 'notToBeTold'::text, 'closed'::text])))
  constraint incident_events_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incidents(id) ON DELETE RESTRICT
  constraint incident_events_pkey PRIMARY KEY (id)
  constraint incident_events_text_check CHECK (((length(text) >= 3) AND (length(text) <= 4000)))
  constraint incident_events_written_by_check CHECK ((length(written_by) <= 200))
  CREATE INDEX incident_events_in_order ON public.incident_events USING btree (incident_id, at, id)
  row security, forced
  policy maintenance (permissive) for all to crmfex_maintenance using true with check true
  crmfex_maintenance may insert, select

create table incidents
  id uuid not null
  title text not null
  noticed_at timestamp with time zone not null
  opened_by text not null
  constraint incidents_opened_by_check CHECK ((length(opened_by) <= 200))
  constraint incidents_pkey PRIMARY KEY (id)
  constraint incidents_title_check CHECK (((length(title) >= 3) AND (length(title) <= 200)))
  row security, forced
  policy maintenance (permissive) for all to crmfex_maintenance using true with check true
  crmfex_maintenance may insert, select

create table invitation_tokens
  tenant_id uuid not null default app.tenant_id()
  token_hash bytea not null
  invitation_id uuid not null
  created_at timestamp with time zone not null default now()
  constraint invitation_token_is_hashed CHECK ((length(token_hash) = 32))
  constraint invitation_tokens_pkey PRIMARY KEY (tenant_id, token_hash)
  constraint invitation_tokens_tenant_id_invitation_id_fkey FOREIGN KEY (tenant_id, invitation_id) REFERENCES invitations(tenant_id, id) ON DELETE CASCADE
  CREATE INDEX invitation_tokens_by_hash ON public.invitation_tokens USING btree (token_hash)
  CREATE INDEX invitation_tokens_of_invitation ON public.invitation_tokens USING btree (tenant_id, invitation_id)
  row security, forced
  policy gate (permissive) for select to crmfex_gate using true
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy system (permissive) for all to app_system using true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  crmfex_gate may select
  crmfex_maintenance may delete, select
  app_system may insert (token_hash, invitation_id)

create table invitations
  tenant_id uuid not null default app.tenant_id()
  id uuid not null
  email text not null
  role text not null
  language text not null
  invited_by uuid default app.user_id()
  inviter_name text not null
  created_at timestamp with time zone not null default now()
  expires_at timestamp with time zone not null default (now() + '7 days'::interval)
  sent_at timestamp with time zone
  accepted_at timestamp with time zone
  revoked_at timestamp with time zone
  constraint "an invitation ends once" CHECK ((num_nonnulls(accepted_at, revoked_at) <= 1))
  constraint "an invited address is in small letters" CHECK (((email = lower((email COLLATE "C"))) AND ((length(email) >= 6) AND (length(email) <= 254))))
  constraint "an invited role is known" CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'accountant'::text, 'sales'::text, 'viewer'::text])))
  constraint invitations_inviter_name_check CHECK (((length(inviter_name) >= 1) AND (length(inviter_name) <= 120)))
  constraint invitations_language_check CHECK ((language = ANY (ARRAY['tr'::text, 'en'::text])))
  constraint invitations_pkey PRIMARY KEY (tenant_id, id)
  constraint invitations_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  CREATE UNIQUE INDEX "an address is invited once at a time" ON public.invitations USING btree (tenant_id, email) WHERE ((accepted_at IS NULL) AND (revoked_at IS NULL))
  CREATE TRIGGER keep_owner_invitations BEFORE INSERT ON public.invitations FOR EACH ROW EXECUTE FUNCTION app.keep_owner_invitations()
  CREATE TRIGGER tell_change AFTER INSERT OR DELETE OR UPDATE ON public.invitations FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.tell_change('member', 'id', 'tenant_id')
  row security, forced
  policy gate (permissive) for select to crmfex_gate using true
  policy import (permissive) for all to app_import using true
  policy invited (permissive) for all to app_identity using ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)) AND (email = ( SELECT app.email() AS email)))
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy staff (permissive) for all to app_staff using true
  policy system (permissive) for all to app_system using true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_identity may select
  app_import may select
  app_staff may select
  app_system may select
  crmfex_gate may select
  crmfex_maintenance may delete, select
  app_identity may update (accepted_at)
  app_staff may insert (id, email, role, language, inviter_name, created_at)
  app_staff may update (expires_at, revoked_at)
  app_system may update (sent_at)
  crmfex_maintenance may update (invited_by, inviter_name)

create table invoice_archives
  tenant_id uuid not null default app.tenant_id()
  invoice_id uuid not null
  state text not null
  case_id uuid not null default gen_random_uuid()
  archived_at timestamp with time zone
  waits_since timestamp with time zone not null default now()
  constraint archived_document_was_issued CHECK ((state = ANY (ARRAY['issued'::text, 'cancelled'::text])))
  constraint invoice_archives_pkey PRIMARY KEY (tenant_id, invoice_id, state)
  constraint invoice_archives_tenant_id_invoice_id_fkey FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoices(tenant_id, id) ON DELETE CASCADE
  CREATE INDEX invoice_archives_waiting ON public.invoice_archives USING btree (tenant_id, invoice_id, state) INCLUDE (waits_since) WHERE (archived_at IS NULL)
  row security, forced
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy staff (permissive) for select to app_staff using true
  policy system (permissive) for all to app_system using true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may select
  app_system may select
  crmfex_maintenance may delete, insert, select
  app_system may insert (tenant_id, invoice_id, state)
  crmfex_maintenance may update (archived_at)

create table invoice_counters
  tenant_id uuid not null default app.tenant_id()
  series text not null
  year integer not null
  last_sequence integer not null
  last_issue_date date not null
  constraint invoice_counters_pkey PRIMARY KEY (tenant_id, series, year)
  constraint invoice_counters_series_check CHECK ((series ~ '^[A-Z0-9]{3}$'::text))
  constraint invoice_counters_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE RESTRICT
  constraint invoice_counters_year_check CHECK (((year >= 2000) AND (year <= 9999)))
  constraint "numbers begin at 1 and end at nine digits" CHECK (((last_sequence >= 1) AND (last_sequence <= 999999999)))
  constraint "the last date lies in the year of the counter" CHECK ((EXTRACT(year FROM last_issue_date) = (year)::numeric))
  CREATE TRIGGER begin_beyond_history BEFORE INSERT ON public.invoice_counters FOR EACH ROW WHEN ((CURRENT_USER <> 'app_import'::name)) EXECUTE FUNCTION app.begin_beyond_history()
  CREATE TRIGGER keep_order BEFORE UPDATE ON public.invoice_counters FOR EACH ROW EXECUTE FUNCTION app.keep_counter_order()
  row security, forced
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy staff (permissive) for all to app_staff using true with check true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may select
  crmfex_maintenance may delete, select
  app_staff may insert (series, year, last_sequence, last_issue_date)
  app_staff may update (last_sequence, last_issue_date)

create table invoice_lines
  tenant_id uuid not null default app.tenant_id()
  invoice_id uuid not null
  "position" integer not null
  description text not null
  quantity numeric not null
  unit text not null
  unit_price numeric not null
  vat_rate numeric not null
  discount_rate numeric
  discount_minor bigint
  net_minor bigint not null
  amount_minor bigint not null
  original_position integer
  product_id uuid
  exemption_code text
  exemption_reason text
  withholding_code text
  withholding_rate numeric
  vat_minor bigint not null default 0
  withheld_minor bigint not null default 0
  constraint "VAT is withheld by a code" CHECK (((withholding_code IS NOT NULL) OR (withheld_minor = 0)))
  constraint "a line has one discount, not two" CHECK (((discount_rate IS NULL) OR (discount_minor IS NULL)))
  constraint "a line names a product that is there" FOREIGN KEY (tenant_id, product_id) REFERENCES products(tenant_id, id) ON DELETE RESTRICT
  constraint "a withholding code comes with its percentage" CHECK (((withholding_code IS NULL) = (withholding_rate IS NULL)))
  constraint invoice_lines_amount_minor_check CHECK ((amount_minor >= 0))
  constraint invoice_lines_description_check CHECK (((length(description) >= 1) AND (length(description) <= 500)))
  constraint invoice_lines_discount_minor_check CHECK (((discount_minor >= 0) AND (discount_minor <= '9999999999999'::bigint)))
  constraint invoice_lines_discount_rate_check CHECK ((((discount_rate >= (0)::numeric) AND (discount_rate <= (100)::numeric)) AND (scale(discount_rate) <= 4)))
  constraint invoice_lines_exemption_code_check CHECK ((exemption_code ~ '^[0-9]{3}$'::text))
  constraint invoice_lines_exemption_reason_check CHECK (((length(exemption_reason) >= 1) AND (length(exemption_reason) <= 200)))
  constraint invoice_lines_net_minor_check CHECK ((net_minor >= 0))
  constraint invoice_lines_original_position_check CHECK (((original_position >= 1) AND (original_position <= 500)))
  constraint invoice_lines_pkey PRIMARY KEY (tenant_id, invoice_id, "position")
  constraint invoice_lines_position_check CHECK ((("position" >= 1) AND ("position" <= 500)))
  constraint invoice_lines_quantity_check CHECK (((quantity >= (0)::numeric) AND (quantity < '1000000000'::numeric) AND (scale(quantity) <= 6)))
  constraint invoice_lines_tenant_id_invoice_id_fkey FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoices(tenant_id, id) ON DELETE CASCADE
  constraint invoice_lines_unit_check CHECK ((unit ~ '^[A-Z0-9]{2,3}$'::text))
  constraint invoice_lines_unit_price_check CHECK (((unit_price >= (0)::numeric) AND (unit_price < '1000000000000'::numeric) AND (scale(unit_price) <= 6)))
  constraint invoice_lines_vat_minor_check CHECK ((vat_minor >= 0))
  constraint invoice_lines_vat_rate_check CHECK ((((vat_rate >= (0)::numeric) AND (vat_rate <= (100)::numeric)) AND (scale(vat_rate) <= 4)))
  constraint invoice_lines_withholding_code_check CHECK ((withholding_code ~ '^[0-9]{3}$'::text))
  constraint invoice_lines_withholding_rate_check CHECK ((((withholding_rate >= (0)::numeric) AND (withholding_rate <= (100)::numeric)) AND (scale(withholding_rate) <= 4)))
  constraint "no more VAT of a line is withheld than it bears" CHECK (((withheld_minor >= 0) AND (withheld_minor <= vat_minor)))
  CREATE INDEX invoice_lines_by_product ON public.invoice_lines USING btree (tenant_id, product_id) WHERE (product_id IS NOT NULL)
  CREATE TRIGGER keep_issued_lines BEFORE INSERT OR DELETE OR UPDATE ON public.invoice_lines FOR EACH ROW WHEN (((CURRENT_USER <> 'app_import'::name) AND (CURRENT_USER <> 'crmfex_maintenance'::name))) EXECUTE FUNCTION app.keep_issued_lines()
  row security, forced
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy portal (permissive) for select to app_portal using (invoice_id = ( SELECT app.document_id() AS document_id))
  policy staff (permissive) for all to app_staff using true with check true
  policy system (permissive) for select to app_system using true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_portal may select
  app_staff may delete, select
  app_system may select
  crmfex_maintenance may delete, select
  app_staff may insert (invoice_id, position, description, quantity, unit, unit_price, vat_rate, discount_rate, discount_minor, net_minor, amount_minor, original_position, product_id, exemption_code, exemption_reason, withholding_code, withholding_rate, vat_minor, withheld_minor)

create table invoice_tags
  tenant_id uuid not null default app.tenant_id()
  invoice_id uuid not null
  tag_id uuid not null
  created_at timestamp with time zone not null default now()
  constraint "a tag is on an invoice" FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoices(tenant_id, id) ON DELETE CASCADE
  constraint "an invoice has a tag once" PRIMARY KEY (tenant_id, invoice_id, tag_id)
  constraint "an invoice has a tag that is there" FOREIGN KEY (tenant_id, tag_id) REFERENCES tags(tenant_id, id) ON DELETE CASCADE
  constraint invoice_tags_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  CREATE INDEX invoice_tags_by_tag ON public.invoice_tags USING btree (tenant_id, tag_id, invoice_id)
  CREATE TRIGGER tell_change AFTER INSERT OR DELETE OR UPDATE ON public.invoice_tags FOR EACH ROW EXECUTE FUNCTION app.tell_change('invoice', 'invoice_id', 'tenant_id')
  row security, forced
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy staff (permissive) for all to app_staff using true with check true
  policy system (permissive) for select to app_system using true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may delete, select
  app_system may select
  crmfex_maintenance may delete, select
  app_staff may insert (invoice_id, tag_id)

create table invoices
  tenant_id uuid not null default app.tenant_id()
  id uuid not null
  state text not null default 'draft'::text
  client_id uuid not null
  currency text not null
  language text not null
  due_date date
  prices_include_vat boolean not null
  rounding_mode text not null
  discount_rate numeric
  discount_minor bigint
  notes text
  subtotal_minor bigint not null
  discount_total_minor bigint not null
  net_minor bigint not null
  vat_minor bigint not null
  total_minor bigint not null
  vat jsonb not null
  series text
  year integer
  sequence integer
  number text collate "C"
  issue_date date
  issued_at timestamp with time zone
  issued_by uuid
  seller jsonb
  buyer jsonb
  buyer_name text
  cancelled_at timestamp with time zone
  cancelled_by uuid
  cancel_reason text
  pdf_state text not null default 'none'::text
  pdf_key text
  pdf_at timestamp with time zone
  created_by uuid default app.user_id()
  version integer not null default 1
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  settled_minor bigint not null default 0
  kind text not null default 'sale'::text
  is_historical boolean not null default false
  original_id uuid
  number_pattern text not null default '{series}{year}{number:9}'::text
  charges jsonb not null default '[]'::jsonb
  charge_minor bigint not null default 0
  withholding jsonb not null default '[]'::jsonb
  withheld_minor bigint not null default 0
  stopaj_rate numeric
  stopaj_minor bigint not null default 0
  order_number text
  order_date date
  despatches jsonb not null default '[]'::jsonb
  internal_notes text
  payable_minor bigint not null generated always as (((total_minor - withheld_minor) - stopaj_minor)) stored
  updated_by uuid default app.user_id()
  exchange_rate numeric
  exchange_currency text
  exchange_rate_date date
  exchange_rate_source text
  book_net_minor bigint
  book_vat_minor bigint
  book_total_minor bigint
  book_payable_minor bigint
  design text
  is_bilingual boolean not null default false
  chosen_series text
  billing_address_id uuid
  delivery_address_id uuid
  delivery_address jsonb
  drafted_billing_address_id uuid generated always as (
CASE
    WHEN (state = 'draft'::text) THEN billing_address_id
    ELSE NULL::uuid
END) stored
  drafted_delivery_address_id uuid generated always as (
CASE
    WHEN (state = 'draft'::text) THEN delivery_address_id
    ELSE NULL::uuid
END) stored
  custom_fields jsonb not null default '{}'::jsonb
  search text not null generated always as (app.fold((((((COALESCE(number, ''::text) || ' '::text) || COALESCE(buyer_name, ''::text)) || ' '::text) || app.custom_words(custom_fields)) COLLATE pg_c_utf8))) stored
  constraint "a cancelled invoice has a time and a reason" CHECK ((((state = 'cancelled'::text) = (cancelled_at IS NOT NULL)) AND ((cancelled_at IS NULL) = (cancel_reason IS NULL))))
  constraint "a client with documents cannot be deleted" FOREIGN KEY (tenant_id, client_id) REFERENCES clients(tenant_id, id) ON DELETE RESTRICT
  constraint "a delivery address is named parts" CHECK (((jsonb_typeof(delivery_address) = 'object'::text) AND (length((delivery_address)::text) <= 2000)))
  constraint "a draft has no number" CHECK (((state <> 'draft'::text) OR (num_nulls(series, year, sequence, number, issue_date, issued_at, seller, buyer, buyer_name) = 9)))
  constraint "a draft is billed to an address of its client" FOREIGN KEY (tenant_id, client_id, drafted_billing_address_id) REFERENCES client_addresses(tenant_id, client_id, id) DEFERRABLE INITIALLY DEFERRED
  constraint "a draft is delivered to an address of its client" FOREIGN KEY (tenant_id, client_id, drafted_delivery_address_id) REFERENCES client_addresses(tenant_id, client_id, id) DEFERRABLE INITIALLY DEFERRED
  constraint "a draft is delivered to one place" CHECK (((state <> 'draft'::text) OR (delivery_address_id IS NULL) OR (delivery_address IS NULL)))
  constraint "a number is what its pattern makes of series, year and count" CHECK ((number = app.document_number(number_pattern, series, year, sequence)))
  constraint "a ready PDF has a key" CHECK (((pdf_state <> 'ready'::text) OR (pdf_key IS NOT NULL)))
  constraint "a return names the invoice it takes back" CHECK (((kind = 'return'::text) = (original_id IS NOT NULL)))
  constraint "a series that a document names stays" FOREIGN KEY (tenant_id, chosen_series) REFERENCES number_series(tenant_id, code) ON DELETE RESTRICT
  constraint "an exchange rate is fixed at issue with its origin and its sums" CHECK (
CASE
    WHEN (state = 'draft'::text) THEN (num_nonnulls(exchange_currency, exchange_rate_date, exchange_rate_source, book_net_minor, book_vat_minor, book_total_minor, book_payable_minor) = 0)
    ELSE ((num_nulls(exchange_rate, exchange_currency, exchange_rate_source, book_net_minor, book_vat_minor, book_total_minor, book_payable_minor) = ANY (ARRAY[0, 7])) AND ((exchange_rate_date IS NOT NULL) = COALESCE((exchange_rate_source = 'tcmb'::text), false)))
END)
  constraint "an exchange rate is the bank's or typed by hand" CHECK ((exchange_rate_source = ANY (ARRAY['tcmb'::text, 'manual'::text])))
  constraint "an exchange rate is to another currency" CHECK ((exchange_currency <> currency))
  constraint "an invoice has a design of ours" CHECK ((design = ANY (ARRAY['classic'::text, 'modern'::text, 'compact'::text])))
  constraint "an invoice has one discount, not two" CHECK (((discount_rate IS NULL) OR (discount_minor IS NULL)))
  constraint "an invoice is a draft, issued or cancelled" CHECK ((state = ANY (ARRAY['draft'::text, 'issued'::text, 'cancelled'::text])))
  constraint "an invoice is a sale, a return or an opening balance" CHECK ((kind = ANY (ARRAY['sale'::text, 'return'::text, 'opening'::text])))
  constraint "an invoice is not due before it is issued" CHECK ((due_date >= issue_date))
  constraint "an invoice with payments cannot be cancelled" CHECK (((state = 'issued'::text) OR (settled_minor = 0)))
  constraint "an invoice's own fields are named values" CHECK ((jsonb_typeof(custom_fields) = 'object'::text))
  constraint "an issued invoice has number, date, seller and buyer" CHECK (((state = 'draft'::text) OR ((num_nulls(issue_date, issued_at, seller, buyer, buyer_name) = 0) AND
CASE
    WHEN (kind = 'opening'::text) THEN (num_nulls(series, year, sequence, number) = 4)
    WHEN is_historical THEN ((number IS NOT NULL) AND (num_nulls(series, year, sequence) = ANY (ARRAY[0, 3])))
    ELSE (num_nulls(series, year, sequence, number) = 0)
END)))
  constraint "in the books too net and VAT are the total" CHECK (((book_net_minor + book_vat_minor) = book_total_minor))
  constraint invoices_book_net_minor_check CHECK ((book_net_minor >= 0))
  constraint invoices_book_payable_minor_check CHECK ((book_payable_minor >= 0))
  constraint invoices_book_total_minor_check CHECK ((book_total_minor >= 0))
  constraint invoices_book_vat_minor_check CHECK ((book_vat_minor >= 0))
  constraint invoices_cancel_reason_check CHECK (((length(cancel_reason) >= 1) AND (length(cancel_reason) <= 500)))
  constraint invoices_charge_minor_check CHECK ((charge_minor >= 0))
  constraint invoices_charges_check CHECK (
CASE
    WHEN (jsonb_typeof(charges) = 'array'::text) THEN (jsonb_array_length(charges) <= 10)
    ELSE false
END)
  constraint invoices_currency_check CHECK ((currency = ANY (ARRAY['TRY'::text, 'EUR'::text, 'USD'::text, 'GBP'::text])))
  constraint invoices_despatches_check CHECK (
CASE
    WHEN (jsonb_typeof(despatches) = 'array'::text) THEN (jsonb_array_length(despatches) <= 20)
    ELSE false
END)
  constraint invoices_discount_minor_check CHECK (((discount_minor >= 0) AND (discount_minor <= '9999999999999'::bigint)))
  constraint invoices_discount_rate_check CHECK ((((discount_rate >= (0)::numeric) AND (discount_rate <= (100)::numeric)) AND (scale(discount_rate) <= 4)))
  constraint invoices_discount_total_minor_check CHECK ((discount_total_minor >= 0))
  constraint invoices_exchange_currency_check CHECK ((exchange_currency = ANY (ARRAY['TRY'::text, 'EUR'::text, 'USD'::text, 'GBP'::text])))
  constraint invoices_exchange_rate_check CHECK (((exchange_rate > (0)::numeric) AND (exchange_rate < ('10000000000'::bigint)::numeric) AND (scale(exchange_rate) <= 6)))
  constraint invoices_internal_notes_check CHECK ((length(internal_notes) <= 4000))
  constraint invoices_language_check CHECK ((language = ANY (ARRAY['tr'::text, 'en'::text])))
  constraint invoices_net_minor_check CHECK ((net_minor >= 0))
  constraint invoices_notes_check CHECK ((length(notes) <= 2000))
  constraint invoices_order_number_check CHECK (((length(order_number) >= 1) AND (length(order_number) <= 50)))
  constraint invoices_pdf_key_check CHECK ((length(pdf_key) <= 300))
  constraint invoices_pdf_state_check CHECK ((pdf_state = ANY (ARRAY['none'::text, 'pending'::text, 'ready'::text, 'failed'::text])))
  constraint invoices_pkey PRIMARY KEY (tenant_id, id)
  constraint invoices_rounding_mode_check CHECK ((rounding_mode = ANY (ARRAY['category'::text, 'line'::text])))
  constraint invoices_sequence_check CHECK (((sequence >= 1) AND (sequence <= 999999999)))
  constraint invoices_series_check CHECK ((series ~ '^[A-Z0-9]{3}$'::text))
  constraint invoices_settled_minor_check CHECK ((settled_minor >= 0))
  constraint invoices_stopaj_rate_check CHECK ((((stopaj_rate >= (0)::numeric) AND (stopaj_rate <= (100)::numeric)) AND (scale(stopaj_rate) <= 4)))
  constraint invoices_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE RESTRICT
  constraint invoices_tenant_id_original_id_fkey FOREIGN KEY (tenant_id, original_id) REFERENCES invoices(tenant_id, id) ON DELETE RESTRICT
  constraint invoices_vat_minor_check CHECK ((vat_minor >= 0))
  constraint invoices_withholding_check CHECK ((jsonb_typeof(withholding) = 'array'::text))
  constraint invoices_year_check CHECK (((year >= 2000) AND (year <= 9999)))
  constraint "net and VAT are the total" CHECK (((net_minor + vat_minor) = total_minor))
  constraint "no more VAT is withheld than there is" CHECK (((withheld_minor >= 0) AND (withheld_minor <= vat_minor)))
  constraint "no two invoices have the same number" UNIQUE (tenant_id, number)
  constraint "no two invoices share a number" UNIQUE (tenant_id, series, year, sequence)
  constraint "only a sale has an old number" CHECK (((NOT is_historical) OR (kind = 'sale'::text)))
  constraint "stopaj is its rate of net" CHECK (((stopaj_minor)::numeric = round((((net_minor)::numeric * COALESCE(stopaj_rate, (0)::numeric)) * 0.01))))
  constraint "subtotal less discount, with charges, is net" CHECK ((((subtotal_minor - discount_total_minor) + charge_minor) = net_minor))
  constraint "the year of the number is the year of issue" CHECK (((year)::numeric = EXTRACT(year FROM issue_date)))
  CREATE INDEX invoices_by_client ON public.invoices USING btree (tenant_id, client_id, created_at, id)
  CREATE INDEX invoices_by_created_at ON public.invoices USING btree (tenant_id, created_at, id)
  CREATE INDEX invoices_by_currency ON public.invoices USING btree (tenant_id, currency, created_at, id)
  CREATE INDEX invoices_by_due_date ON public.invoices USING btree (tenant_id, (
CASE
    WHEN (due_date IS NULL) THEN '9999-12-31'::date
    ELSE due_date
END), id)
  CREATE INDEX invoices_by_issue_date ON public.invoices USING btree (tenant_id, (
CASE
    WHEN (issue_date IS NULL) THEN '9999-12-31'::date
    ELSE issue_date
END), id)
  CREATE INDEX invoices_by_kind ON public.invoices USING btree (tenant_id, kind, created_at, id)
  CREATE INDEX invoices_by_number ON public.invoices USING btree (tenant_id, (
CASE
    WHEN (number IS NULL) THEN '~'::text
    ELSE number
END), id)
  CREATE INDEX invoices_by_original ON public.invoices USING btree (tenant_id, original_id) WHERE (original_id IS NOT NULL)
  CREATE INDEX invoices_by_state ON public.invoices USING btree (tenant_id, state, created_at, id)
  CREATE INDEX invoices_by_total ON public.invoices USING btree (tenant_id, total_minor, id)
  CREATE INDEX invoices_chosen_series ON public.invoices USING btree (tenant_id, chosen_series) WHERE (chosen_series IS NOT NULL)
  CREATE INDEX invoices_drafted_billing ON public.invoices USING btree (tenant_id, drafted_billing_address_id) WHERE (drafted_billing_address_id IS NOT NULL)
  CREATE INDEX invoices_drafted_delivery ON public.invoices USING btree (tenant_id, drafted_delivery_address_id) WHERE (drafted_delivery_address_id IS NOT NULL)
  CREATE INDEX invoices_open ON public.invoices USING btree (tenant_id, client_id, due_date, id) INCLUDE (currency, settled_minor, payable_minor) WHERE ((state = 'issued'::text) AND (kind <> 'return'::text) AND (settled_minor < payable_minor))
  CREATE INDEX invoices_open_by_created_at ON public.invoices USING btree (tenant_id, created_at, id) WHERE ((state = 'issued'::text) AND (kind <> 'return'::text) AND (settled_minor < payable_minor))
  CREATE INDEX invoices_open_by_due_date ON public.invoices USING btree (tenant_id, (
CASE
    WHEN (due_date IS NULL) THEN '9999-12-31'::date
    ELSE due_date
END), id) WHERE ((state = 'issued'::text) AND (kind <> 'return'::text) AND (settled_minor < payable_minor))
  CREATE INDEX invoices_overpaid ON public.invoices USING btree (tenant_id, created_at, id) WHERE ((state = 'issued'::text) AND (kind <> 'return'::text) AND (settled_minor > payable_minor))
  CREATE TRIGGER archive_waits AFTER UPDATE OF pdf_state, state ON public.invoices FOR EACH ROW WHEN (((new.pdf_state = 'ready'::text) AND (new.state <> 'draft'::text) AND (NOT new.is_historical) AND (old.pdf_state <> 'ready'::text))) EXECUTE FUNCTION app.archive_waits()
  CREATE TRIGGER archive_waits_new AFTER INSERT ON public.invoices FOR EACH ROW WHEN (((new.pdf_state = 'ready'::text) AND (new.state <> 'draft'::text) AND (NOT new.is_historical))) EXECUTE FUNCTION app.archive_waits()
  CREATE TRIGGER check_cancel BEFORE UPDATE ON public.invoices FOR EACH ROW WHEN (((old.state = 'issued'::text) AND (new.state = 'cancelled'::text))) EXECUTE FUNCTION app.check_cancel()
  CREATE TRIGGER check_custom_values BEFORE INSERT OR UPDATE OF custom_fields ON public.invoices FOR EACH ROW WHEN ((new.custom_fields <> '{}'::jsonb)) EXECUTE FUNCTION app.check_custom_values('invoice')
  CREATE TRIGGER check_history BEFORE UPDATE ON public.invoices FOR EACH ROW WHEN ((new.is_historical AND (old.state = 'draft'::text) AND (new.state = 'issued'::text) AND (new.series IS NOT NULL))) EXECUTE FUNCTION app.check_history()
  CREATE TRIGGER check_moved BEFORE UPDATE OF client_id ON public.invoices FOR EACH ROW WHEN (((old.client_id IS NOT NULL) AND (new.client_id IS NOT NULL) AND (old.client_id <> new.client_id) AND (old.state <> 'draft'::text))) EXECUTE FUNCTION app.check_client_move()
  CREATE TRIGGER check_return BEFORE UPDATE ON public.invoices FOR EACH ROW WHEN (((new.kind = 'return'::text) AND (old.state = 'draft'::text) AND (new.state = 'issued'::text))) EXECUTE FUNCTION app.check_return()
  CREATE TRIGGER check_series BEFORE UPDATE ON public.invoices FOR EACH ROW WHEN (((old.state = 'draft'::text) AND (new.state = 'issued'::text) AND (NOT new.is_historical) AND (new.chosen_series IS NOT NULL))) EXECUTE FUNCTION app.check_series()
  CREATE TRIGGER keep_facts BEFORE UPDATE ON public.invoices FOR EACH ROW WHEN (((CURRENT_USER <> 'crmfex_maintenance'::name) AND ((old.client_id = new.client_id) OR (old.state = 'draft'::text)))) EXECUTE FUNCTION app.keep_invoice_facts()
  CREATE TRIGGER keep_issued BEFORE DELETE ON public.invoices FOR EACH ROW WHEN (((CURRENT_USER <> 'crmfex_maintenance'::name) AND ((old.state = 'draft'::text) OR (NOT (old.is_historical OR (old.kind = 'opening'::text))) OR (NOT app.is_taken_back(old.tenant_id, old.id))))) EXECUTE FUNCTION app.keep_invoice_facts()
  CREATE TRIGGER keep_search_entry AFTER INSERT OR DELETE OR UPDATE OF state, number, buyer_name, client_id, total_minor, withheld_minor, stopaj_minor, currency, custom_fields ON public.invoices FOR EACH ROW EXECUTE FUNCTION app.keep_search_entry('invoice', '
  select r.client_id as parent_id, coalesce(r.number, '''') as title, coalesce(r.buyer_name, c.name) as detail,
    r.payable_minor as amount_minor, r.currency,
    concat_ws('' '', r.number, coalesce(r.buyer_name, c.name), app.amount_words(r.payable_minor),
      case when r.payable_minor <> r.total_minor then app.amount_words(r.total_minor) end, app.custom_words(r.custom_fields)) as words
  from public.clients c where c.tenant_id = r.tenant_id and c.id = r.client_id ')
  CREATE TRIGGER keep_settled BEFORE UPDATE ON public.invoices FOR EACH ROW WHEN ((new.settled_minor IS DISTINCT FROM old.settled_minor)) EXECUTE FUNCTION app.keep_settled()
  CREATE TRIGGER refuse_merged BEFORE INSERT OR UPDATE OF client_id ON public.invoices FOR EACH ROW WHEN ((new.client_id IS NOT NULL)) EXECUTE FUNCTION app.refuse_merged_client()
  CREATE TRIGGER tell_change AFTER INSERT OR DELETE OR UPDATE ON public.invoices FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.tell_change('invoice', 'id', 'tenant_id')
  CREATE TRIGGER void_credit AFTER UPDATE ON public.invoices FOR EACH ROW WHEN (((new.kind = 'return'::text) AND (old.state = 'issued'::text) AND (new.state = 'cancelled'::text))) EXECUTE FUNCTION app.void_credit()
  row security, forced
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy merging (permissive) for update to app_staff using app.is_merging(client_id) with check app.is_merging(client_id)
  policy portal (permissive) for select to app_portal using ((id = ( SELECT app.document_id() AS document_id)) AND (state <> 'draft'::text))
  policy staff (permissive) for all to app_staff using true with check true
  policy system (permissive) for all to app_system using true with check true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may delete, select
  app_system may select
  crmfex_maintenance may delete, select
  app_portal may select (tenant_id, id, state, currency, language, due_date, prices_include_vat, notes, subtotal_minor, discount_total_minor, net_minor, vat_minor, total_minor, vat, number, issue_date, seller, buyer, cancelled_at, pdf_state, pdf_key, settled_minor, kind, charges, charge_minor, withholding, withheld_minor, stopaj_rate, stopaj_minor, order_number, order_date, despatches, payable_minor, exchange_rate, exchange_currency, exchange_rate_date, exchange_rate_source, book_net_minor, book_vat_minor, book_total_minor, book_payable_minor, is_bilingual, delivery_address)
  app_staff may insert (id, client_id, currency, language, due_date, prices_include_vat, rounding_mode, discount_rate, discount_minor, notes, subtotal_minor, discount_total_minor, net_minor, vat_minor, total_minor, vat, created_at, updated_at, kind, original_id, charges, charge_minor, withholding, withheld_minor, stopaj_rate, stopaj_minor, order_number, order_date, despatches, internal_notes, exchange_rate, design, is_bilingual, chosen_series, billing_address_id, delivery_address_id, delivery_address)
  app_staff may update (state, client_id, currency, language, due_date, prices_include_vat, rounding_mode, discount_rate, discount_minor, notes, subtotal_minor, discount_total_minor, net_minor, vat_minor, total_minor, vat, series, year, sequence, number, issue_date, issued_at, issued_by, seller, buyer, buyer_name, cancelled_at, cancelled_by, cancel_reason, pdf_state, version, updated_at, settled_minor, is_historical, number_pattern, charges, charge_minor, withholding, withheld_minor, stopaj_rate, stopaj_minor, order_number, order_date, despatches, internal_notes, updated_by, exchange_rate, exchange_currency, exchange_rate_date, exchange_rate_source, book_net_minor, book_vat_minor, book_total_minor, book_payable_minor, design, is_bilingual, chosen_series, billing_address_id, delivery_address_id, delivery_address, custom_fields)
  app_system may insert (chosen_series)
  app_system may update (pdf_state, pdf_key, pdf_at)
  crmfex_maintenance may update (issued_by, cancelled_by, created_by, updated_by)

create table job_failures
  id uuid not null
  queue text not null
  key text not null
  tenant_id uuid
  message_id uuid
  first_at timestamp with time zone not null
  last_at timestamp with time zone not null
  attempts integer not null default 0
  reason text
  dead_at timestamp with time zone
  text text
  retried_at timestamp with time zone
  discarded_at timestamp with time zone
  decided_by text
  discard_reason text
  constraint discarding_needs_a_reason CHECK (((discarded_at IS NULL) = (discard_reason IS NULL)))
  constraint failure_is_kept_once UNIQUE (queue, key)
  constraint job_failures_decided_by_check CHECK ((length(decided_by) <= 200))
  constraint job_failures_discard_reason_check CHECK (((length(discard_reason) >= 3) AND (length(discard_reason) <= 500)))
  constraint job_failures_key_check CHECK (((length(key) >= 1) AND (length(key) <= 100)))
  constraint job_failures_pkey PRIMARY KEY (id)
  constraint job_failures_queue_check CHECK ((queue ~ '^[a-z0-9.-]{3,80}$'::text))
  constraint job_failures_reason_check CHECK ((length(reason) <= 1000))
  constraint job_failures_text_check CHECK ((octet_length(text) <= 65536))
  constraint message_of_a_business_names_both CHECK (((tenant_id IS NULL) = (message_id IS NULL)))
  CREATE INDEX job_failures_dead ON public.job_failures USING btree (dead_at DESC, id DESC) WHERE (dead_at IS NOT NULL)
  CREATE INDEX job_failures_of_tenant ON public.job_failures USING btree (tenant_id)
  row security, forced
  policy gate (permissive) for all to crmfex_gate using true with check true
  policy maintenance (permissive) for all to crmfex_maintenance using true with check true
  crmfex_gate may delete, select
  crmfex_maintenance may delete, insert, select
  crmfex_gate may insert (id, queue, key, tenant_id, message_id, first_at, last_at, attempts, reason, dead_at)
  crmfex_gate may update (last_at, attempts, reason, dead_at)
  crmfex_maintenance may update (last_at, attempts, dead_at, text, retried_at, discarded_at, decided_by, discard_reason)

create table mail_choices
  tenant_id uuid not null default app.tenant_id()
  id uuid not null
  email text not null
  is_wanted boolean not null
  method text not null
  token_id uuid
  recorded_by uuid default app.user_id()
  at timestamp with time zone not null
  constraint "a choice comes by a button, a page or the staff" CHECK ((method = ANY (ARRAY['oneClick'::text, 'page'::text, 'staff'::text])))
  constraint mail_choices_email_check CHECK (((email = lower(email)) AND ((length(email) >= 3) AND (length(email) <= 254))))
  constraint mail_choices_pkey PRIMARY KEY (tenant_id, id)
  constraint mail_choices_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  constraint mail_choices_tenant_id_token_id_fkey FOREIGN KEY (tenant_id, token_id) REFERENCES mail_tokens(tenant_id, id) ON DELETE CASCADE
  CREATE INDEX mail_choices_of_address ON public.mail_choices USING btree (tenant_id, email, at DESC, id DESC)
  CREATE INDEX mail_choices_of_token ON public.mail_choices USING btree (tenant_id, token_id) WHERE (token_id IS NOT NULL)
  row security, forced
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy portal (permissive) for all to app_portal using (token_id = ( SELECT app.link_id() AS link_id)) with check ((token_id = ( SELECT app.link_id() AS link_id)) AND (method <> 'staff'::text) AND (email = ( SELECT t.email
   FROM mail_tokens t
  WHERE (t.id = ( SELECT app.link_id() AS link_id)))))
  policy staff (permissive) for all to app_staff using true with check ((token_id IS NULL) AND (method = 'staff'::text))
  policy system (permissive) for select to app_system using true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_portal may select
  app_staff may select
  app_system may select
  crmfex_maintenance may delete, select
  app_portal may insert (id, email, is_wanted, method, token_id, at)
  app_staff may insert (id, email, is_wanted, method, at)
  crmfex_maintenance may update (recorded_by)

create table mail_quotas
  tenant_id uuid not null default app.tenant_id()
  day date not null
  sent integer not null
  constraint "a business mails at most 200 documents a day" CHECK (((sent >= 1) AND (sent <= 200)))
  constraint mail_quotas_pkey PRIMARY KEY (tenant_id, day)
  constraint mail_quotas_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  row security, forced
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy staff (permissive) for all to app_staff using true with check true
  policy system (permissive) for all to app_system using true with check true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may select
  app_staff may select
  app_system may select
  crmfex_maintenance may delete, select
  app_staff may insert (day, sent)
  app_staff may update (sent)
  app_system may insert (day, sent)
  app_system may update (sent)

create table mail_servers
  tenant_id uuid not null default app.tenant_id()
  host text not null
  port integer not null
  username text not null
  password_key_id text not null
  password_sealed bytea not null
  from_name text not null
  from_address text not null
  reply_to text
  checked_at timestamp with time zone not null
  constraint "a mail server listens on 465, 587 or 2525" CHECK ((port = ANY (ARRAY[465, 587, 2525])))
  constraint mail_servers_from_address_check CHECK (((length(from_address) >= 3) AND (length(from_address) <= 254)))
  constraint mail_servers_from_name_check CHECK (((length(from_name) >= 1) AND (length(from_name) <= 120)))
  constraint mail_servers_host_check CHECK (((length(host) >= 4) AND (length(host) <= 253)))
  constraint mail_servers_password_key_id_check CHECK ((length(password_key_id) <= 200))
  constraint mail_servers_password_sealed_check CHECK (((octet_length(password_sealed) >= 69) AND (octet_length(password_sealed) <= 4200)))
  constraint mail_servers_pkey PRIMARY KEY (tenant_id)
  constraint mail_servers_reply_to_check CHECK (((length(reply_to) >= 3) AND (length(reply_to) <= 254)))
  constraint mail_servers_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  constraint mail_servers_username_check CHECK (((length(username) >= 1) AND (length(username) <= 254)))
  row security, forced
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy maintenance_reseals (permissive) for update to crmfex_maintenance using true with check true
  policy staff (permissive) for all to app_staff using true with check true
  policy system (permissive) for select to app_system using true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_staff may delete, select
  app_system may select
  crmfex_maintenance may delete, select
  app_staff may insert (host, port, username, password_key_id, password_sealed, from_name, from_address, reply_to, checked_at)
  app_staff may update (host, port, username, password_key_id, password_sealed, from_name, from_address, reply_to, checked_at)
  crmfex_maintenance may update (password_key_id, password_sealed)

create table mail_templates
  tenant_id uuid not null default app.tenant_id()
  kind text not null
  language text not null
  subject text not null
  body text not null
  version integer not null default 2
  updated_by uuid default app.user_id()
  updated_at timestamp with time zone not null default now()
  constraint "a text of mails is of a known kind" CHECK ((kind = ANY (ARRAY['invoice'::text, 'reminderFirst'::text, 'reminderSecond'::text, 'reminderFinal'::text, 'statement'::text, 'paymentReceived'::text, 'cancelled'::text, 'returned'::text, 'free'::text])))
  constraint mail_templates_body_check CHECK (((length(body) >= 1) AND (length(body) <= 5000)))
  constraint mail_templates_language_check CHECK ((language = ANY (ARRAY['tr'::text, 'en'::text])))
  constraint mail_templates_pkey PRIMARY KEY (tenant_id, kind, language)
  constraint mail_templates_subject_check CHECK (((length(subject) >= 1) AND (length(subject) <= 200)))
  constraint mail_templates_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  constraint mail_templates_version_check CHECK ((version > 1))
  row security, forced
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy staff (permissive) for all to app_staff using true with check true
  policy system (permissive) for select to app_system using true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may delete, select
  app_system may select
  crmfex_maintenance may delete, select
  app_staff may insert (kind, language, subject, body)
  app_staff may update (subject, body, version, updated_by, updated_at)
  crmfex_maintenance may update (updated_by)

create table mail_tokens
  tenant_id uuid not null default app.tenant_id()
  id uuid not null
  token_hash bytea not null
  delivery_id uuid not null
  email text not null
  created_at timestamp with time zone not null
  constraint mail_token_is_hashed CHECK ((length(token_hash) = 32))
  constraint mail_token_is_unique UNIQUE (token_hash)
  constraint mail_tokens_email_check CHECK (((email = lower(email)) AND ((length(email) >= 3) AND (length(email) <= 254))))
  constraint mail_tokens_pkey PRIMARY KEY (tenant_id, id)
  constraint mail_tokens_tenant_id_delivery_id_fkey FOREIGN KEY (tenant_id, delivery_id) REFERENCES deliveries(tenant_id, id) ON DELETE CASCADE
  constraint mail_tokens_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  CREATE INDEX mail_tokens_of_delivery ON public.mail_tokens USING btree (tenant_id, delivery_id)
  row security, forced
  policy gate (permissive) for select to crmfex_gate using true
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy portal (permissive) for select to app_portal using (id = ( SELECT app.link_id() AS link_id))
  policy system (permissive) for all to app_system using true with check true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  crmfex_gate may select
  crmfex_maintenance may delete, select
  app_portal may select (tenant_id, id, email)
  app_system may insert (id, token_hash, delivery_id, email, created_at)
  app_system may select (id, delivery_id)

create table mails
  tenant_id uuid not null default app.tenant_id()
  id uuid not null
  template text not null
  recipient text not null
  language text not null
  sign_up_id uuid
  created_at timestamp with time zone not null default now()
  sent_at timestamp with time zone
  provider_message_id text
  dropped_reason text
  detail jsonb not null default '{}'::jsonb
  user_id uuid
  email_change_id uuid
  constraint mail_is_sent_or_dropped CHECK (((sent_at IS NULL) OR (dropped_reason IS NULL)))
  constraint mail_template_is_known CHECK ((template = ANY (ARRAY['signUp'::text, 'passwordReset'::text, 'passwordChanged'::text, 'emailConfirm'::text, 'emailChanged'::text, 'emailRestored'::text, 'secondFactorAdded'::text, 'secondFactorRemoved'::text, 'recoveryCodeUsed'::text, 'recoveryCodesRenewed'::text, 'passkeyAdded'::text, 'passkeyRemoved'::text, 'newDevice'::text, 'sessionsEnded'::text, 'mailServerChanged'::text, 'closingAsked'::text, 'accountClosingAsked'::text, 'accountClosingTakenBack'::text, 'accountClosingSoon'::text, 'closingAskedByOther'::text, 'closingKeptByOther'::text, 'closingSoon'::text, 'exportAsked'::text, 'closingTakenBack'::text])))
  constraint mails_detail_check CHECK ((length((detail)::text) <= 1000))
  constraint mails_dropped_reason_check CHECK ((dropped_reason = ANY (ARRAY['superseded'::text, 'tooMany'::text, 'expired'::text])))
  constraint mails_email_change_id_fkey FOREIGN KEY (email_change_id) REFERENCES email_changes(id) ON DELETE CASCADE
  constraint mails_language_check CHECK ((language = ANY (ARRAY['tr'::text, 'en'::text])))
  constraint mails_pkey PRIMARY KEY (tenant_id, id)
  constraint mails_provider_message_id_check CHECK ((length(provider_message_id) <= 200))
  constraint mails_recipient_check CHECK (((length(recipient) >= 6) AND (length(recipient) <= 254)))
  constraint mails_sign_up_id_fkey FOREIGN KEY (sign_up_id) REFERENCES sign_ups(id) ON DELETE SET NULL
  constraint mails_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  constraint mails_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
  CREATE INDEX mails_of_recipient ON public.mails USING btree (tenant_id, recipient, template, created_at)
  row security, forced
  policy gate (permissive) for all to crmfex_gate using true
  policy identity (permissive) for insert to app_identity with check ((tenant_id = ( SELECT app.platform_tenant() AS platform_tenant)) AND (recipient = ( SELECT app.email() AS email)))
  policy identity_of_change (permissive) for insert to app_identity with check ((tenant_id = ( SELECT app.platform_tenant() AS platform_tenant)) AND (user_id = ( SELECT app.user_id() AS user_id)) AND (EXISTS ( SELECT
   FROM email_changes c
  WHERE ((c.id = mails.email_change_id) AND ((mails.recipient = c.old_email) OR (mails.recipient = c.new_email))))))
  policy identity_reads_own (permissive) for select to app_identity using ((recipient = ( SELECT app.email() AS email)) OR (user_id = ( SELECT app.user_id() AS user_id)))
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy system (permissive) for all to app_system using true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_system may delete, select
  crmfex_gate may delete
  crmfex_maintenance may delete, select
  app_identity may insert (tenant_id, id, template, recipient, language, sign_up_id, detail, user_id, email_change_id)
  app_identity may select (tenant_id, id, template, recipient, language, created_at, sent_at, dropped_reason, user_id)
  app_system may update (sent_at, provider_message_id, dropped_reason)
  crmfex_gate may insert (tenant_id, id, template, recipient, language, detail, user_id)
  crmfex_gate may select (created_at)

create table member_restrictions
  tenant_id uuid not null default app.tenant_id()
  id uuid not null
  user_id uuid not null
  reason text not null
  restricted_by uuid not null default app.user_id()
  restricted_at timestamp with time zone not null
  lifted_by uuid
  lifted_at timestamp with time zone
  constraint "a restriction of a member has a reason" CHECK (((length(reason) >= 3) AND (length(reason) <= 500)))
  constraint "a restriction of a member is lifted by somebody after it began" CHECK (((num_nonnulls(lifted_by, lifted_at) = ANY (ARRAY[0, 2])) AND (lifted_at >= restricted_at)))
  constraint member_restrictions_pkey PRIMARY KEY (tenant_id, id)
  constraint member_restrictions_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  constraint member_restrictions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
  constraint "nobody lifts their own restriction" CHECK ((user_id <> lifted_by))
  constraint "nobody restricts themselves" CHECK ((user_id <> restricted_by))
  CREATE UNIQUE INDEX "a member is restricted once at a time" ON public.member_restrictions USING btree (tenant_id, user_id) WHERE (lifted_at IS NULL)
  CREATE INDEX member_restrictions_of_user ON public.member_restrictions USING btree (user_id, restricted_at DESC)
  CREATE TRIGGER check_member_restriction BEFORE INSERT OR UPDATE ON public.member_restrictions FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.check_member_restriction()
  CREATE TRIGGER tell_change AFTER INSERT OR UPDATE ON public.member_restrictions FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.tell_change('member', 'user_id', 'tenant_id')
  row security, forced
  policy gate (permissive) for select to crmfex_gate using true
  policy identity (permissive) for select to app_identity using (EXISTS ( SELECT
   FROM users u
  WHERE (u.id = member_restrictions.user_id)))
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy staff (permissive) for select to app_staff using true
  policy staff_lifts (permissive) for update to app_staff using (lifted_at IS NULL) with check true
  policy staff_restricts (permissive) for insert to app_staff with check (lifted_at IS NULL)
  policy system (permissive) for select to app_system using true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_identity may select
  app_import may select
  app_staff may select
  app_system may select
  crmfex_gate may select
  crmfex_maintenance may delete, select
  app_staff may insert (id, user_id, reason, restricted_at)
  app_staff may update (lifted_by, lifted_at)
  crmfex_maintenance may update (restricted_by, lifted_by)

create table members
  tenant_id uuid not null default app.tenant_id()
  user_id uuid not null
  role text not null
  created_at timestamp with time zone not null default now()
  last_entered_at timestamp with time zone
  constraint member_is_a_user FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
  constraint member_role_is_known CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'accountant'::text, 'sales'::text, 'viewer'::text])))
  constraint members_pkey PRIMARY KEY (tenant_id, user_id)
  constraint members_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  CREATE INDEX members_of_user ON public.members USING btree (user_id)
  CREATE TRIGGER keep_owners BEFORE DELETE OR UPDATE OF role ON public.members FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.keep_owners()
  CREATE TRIGGER refuse_leaver BEFORE INSERT ON public.members FOR EACH ROW WHEN ((CURRENT_USER ~~ 'app\_%'::text)) EXECUTE FUNCTION app.refuse_leaver()
  CREATE TRIGGER tell_change AFTER INSERT OR DELETE OR UPDATE OF role ON public.members FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.tell_change('member', 'user_id', 'tenant_id')
  row security, forced
  policy gate (permissive) for select to crmfex_gate using true
  policy gate_enters (permissive) for update to crmfex_gate using true
  policy identity (permissive) for all to app_identity using (EXISTS ( SELECT
   FROM users u
  WHERE (u.id = members.user_id)))
  policy identity_joins (restrictive) for insert to app_identity with check ((tenant_id = ( SELECT app.tenant_id() AS tenant_id)) AND (tenant_id <> ( SELECT app.platform_tenant() AS platform_tenant)))
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy staff (permissive) for select to app_staff using true
  policy staff_changes (permissive) for update to app_staff using true
  policy staff_removes (permissive) for delete to app_staff using true
  policy system (permissive) for select to app_system using true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_identity may select
  app_import may select
  app_staff may delete, select
  app_system may select
  crmfex_gate may select
  crmfex_maintenance may delete, select
  app_identity may insert (tenant_id, user_id, role)
  app_identity may select (last_entered_at)
  app_staff may update (role)
  crmfex_gate may update (last_entered_at)
  crmfex_maintenance may insert (tenant_id, user_id, role)

create table number_series
  tenant_id uuid not null default app.tenant_id()
  id uuid not null default gen_random_uuid()
  code text not null
  kind text not null
  name text
  retired_at timestamp with time zone
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  constraint "a series has a name of at most 60 characters" CHECK (((length(name) >= 1) AND (length(name) <= 60)))
  constraint "no two series share their letters" UNIQUE (tenant_id, code)
  constraint number_series_code_check CHECK ((code ~ '^[A-Z0-9]{3}$'::text))
  constraint number_series_kind_check CHECK ((kind = ANY (ARRAY['sale'::text, 'return'::text])))
  constraint number_series_pkey PRIMARY KEY (tenant_id, id)
  constraint number_series_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  CREATE TRIGGER keep_series BEFORE DELETE OR UPDATE OF retired_at ON public.number_series FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.keep_series()
  CREATE TRIGGER tell_change AFTER INSERT OR DELETE OR UPDATE ON public.number_series FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.tell_change('tenant', 'id', 'tenant_id')
  row security, forced
  policy founding (permissive) for insert to app_identity with check (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy staff (permissive) for all to app_staff using true with check true
  policy system (permissive) for select to app_system using true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may delete, select
  app_system may select
  crmfex_maintenance may delete, select
  app_identity may insert (tenant_id, code, kind)
  app_staff may insert (tenant_id, id, code, kind, name, created_at, updated_at)
  app_staff may update (name, retired_at, updated_at)
  crmfex_maintenance may insert (tenant_id, code, kind)

create table operator_calls
  id uuid not null
  began_at timestamp with time zone not null
  operator_id text not null
  operator_name text not null
  call text not null
  params jsonb not null default '{}'::jsonb
  request_id text not null
  address text
  ended_at timestamp with time zone
  status integer
  constraint operator_call_that_ended_has_a_status CHECK (((ended_at IS NULL) = (status IS NULL)))
  constraint operator_calls_address_check CHECK ((length(address) <= 45))
  constraint operator_calls_call_check CHECK ((length(call) <= 200))
  constraint operator_calls_operator_id_check CHECK (((length(operator_id) >= 1) AND (length(operator_id) <= 100)))
  constraint operator_calls_operator_name_check CHECK (((length(operator_name) >= 1) AND (length(operator_name) <= 200)))
  constraint operator_calls_params_check CHECK ((length((params)::text) <= 2000))
  constraint operator_calls_pkey PRIMARY KEY (id)
  constraint operator_calls_request_id_check CHECK ((length(request_id) <= 100))
  constraint operator_calls_status_check CHECK (((status >= 100) AND (status <= 599)))
  CREATE INDEX operator_calls_by_time ON public.operator_calls USING btree (began_at DESC, id DESC)
  row security, forced
  policy gate (permissive) for all to crmfex_gate using true with check true
  policy maintenance (permissive) for all to crmfex_maintenance using true with check true
  crmfex_maintenance may delete, insert, select
  crmfex_gate may insert (id, began_at, operator_id, operator_name, call, params, request_id, address)
  crmfex_gate may select (id, ended_at)
  crmfex_gate may update (ended_at, status)

create table outbox
  tenant_id uuid not null default app.tenant_id()
  id uuid not null
  queue text not null
  body jsonb not null
  request_id text not null
  created_at timestamp with time zone not null default now()
  sent_count integer not null default 1
  next_at timestamp with time zone not null default (now() + '00:01:00'::interval)
  attempts integer not null default 0
  last_error text
  constraint outbox_body_check CHECK ((length((body)::text) <= 4000))
  constraint outbox_last_error_check CHECK ((length(last_error) <= 1000))
  constraint outbox_pkey PRIMARY KEY (tenant_id, id)
  constraint outbox_queue_check CHECK ((queue ~ '^[a-z0-9-]{3,50}$'::text))
  constraint outbox_request_id_check CHECK ((length(request_id) <= 100))
  constraint outbox_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  CREATE INDEX outbox_due ON public.outbox USING btree (next_at)
  CREATE INDEX outbox_stuck ON public.outbox USING btree (tenant_id, created_at) WHERE (attempts >= 5)
  row security, forced
  policy gate (permissive) for all to crmfex_gate using true
  policy identity (permissive) for insert to app_identity with check (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  policy identity_returning (permissive) for select to app_identity using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy maintenance_retries (permissive) for update to crmfex_maintenance using true with check (attempts = 0)
  policy portal (permissive) for insert to app_portal with check true
  policy portal_returning (permissive) for select to app_portal using true
  policy staff (permissive) for insert to app_staff with check true
  policy staff_retry (permissive) for update to app_staff using (attempts >= 5) with check (attempts = 0)
  policy staff_returning (permissive) for select to app_staff using true
  policy system (permissive) for all to app_system using true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_system may delete
  crmfex_gate may select
  crmfex_maintenance may delete, select
  app_identity may insert (tenant_id, id, queue, body, request_id)
  app_identity may select (tenant_id, id)
  app_portal may insert (tenant_id, id, queue, body, request_id)
  app_portal may select (tenant_id, id)
  app_staff may insert (tenant_id, id, queue, body, request_id)
  app_staff may select (tenant_id, id, queue, body, created_at, next_at, attempts)
  app_staff may update (next_at, attempts)
  app_system may insert (tenant_id, id, queue, body, request_id)
  app_system may select (tenant_id, id)
  app_system may update (next_at)
  crmfex_gate may insert (tenant_id, id, queue, body, request_id, next_at)
  crmfex_gate may update (sent_count, next_at, attempts, last_error)
  crmfex_maintenance may update (next_at, attempts)

create table outside_sessions
  id uuid not null
  user_id uuid not null default app.user_id()
  token_hash bytea not null
  created_at timestamp with time zone not null default now()
  expires_at timestamp with time zone not null default (now() + '12:00:00'::interval)
  authenticated_at timestamp with time zone not null default now()
  level integer not null default 1
  ip text
  user_agent text
  country text
  constraint outside_level_is_known CHECK ((level = ANY (ARRAY[1, 2])))
  constraint outside_sessions_country_check CHECK ((country ~ '^[A-Z]{2}$'::text))
  constraint outside_sessions_ip_check CHECK ((length(ip) <= 45))
  constraint outside_sessions_pkey PRIMARY KEY (id)
  constraint outside_sessions_user_agent_check CHECK ((length(user_agent) <= 400))
  constraint outside_sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
  constraint outside_token_is_hashed CHECK ((length(token_hash) = 32))
  constraint outside_token_is_unique UNIQUE (token_hash)
  CREATE INDEX outside_sessions_of_user ON public.outside_sessions USING btree (user_id)
  row security, forced
  policy gate (permissive) for all to crmfex_gate using true
  policy identity (permissive) for all to app_identity using (user_id = ( SELECT app.user_id() AS user_id))
  policy maintenance (permissive) for all to crmfex_maintenance using true
  app_identity may delete, select
  crmfex_gate may delete, select
  crmfex_maintenance may delete, select
  app_identity may insert (id, user_id, token_hash, level, ip, user_agent, country)
  app_identity may update (token_hash, authenticated_at, level)

create table passkeys
  id uuid not null
  user_id uuid not null
  name text not null
  credential_id text not null
  public_key bytea not null
  counter bigint not null default 0
  transports text not null default ''::text
  is_backed_up boolean not null
  created_at timestamp with time zone not null default now()
  last_used_at timestamp with time zone
  constraint passkey_is_known_once UNIQUE (credential_id)
  constraint passkeys_counter_check CHECK ((counter >= 0))
  constraint passkeys_credential_id_check CHECK (((length(credential_id) >= 1) AND (length(credential_id) <= 1400)))
  constraint passkeys_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60)))
  constraint passkeys_pkey PRIMARY KEY (id)
  constraint passkeys_public_key_check CHECK (((length(public_key) >= 1) AND (length(public_key) <= 2000)))
  constraint passkeys_transports_check CHECK ((length(transports) <= 200))
  constraint passkeys_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
  CREATE INDEX passkeys_of_user ON public.passkeys USING btree (user_id, created_at)
  row security, forced
  policy gate (permissive) for select to crmfex_gate using true
  policy identity (permissive) for all to app_identity using (user_id = ( SELECT app.user_id() AS user_id))
  policy maintenance (permissive) for all to crmfex_maintenance using true
  app_identity may delete, select
  crmfex_maintenance may delete, select
  app_identity may insert (id, user_id, name, credential_id, public_key, counter, transports, is_backed_up)
  app_identity may update (name, counter, is_backed_up, last_used_at)
  crmfex_gate may select (user_id, credential_id)

create table payment_allocations
  tenant_id uuid not null default app.tenant_id()
  id uuid not null default gen_random_uuid()
  payment_id uuid not null
  invoice_id uuid not null
  amount_minor bigint not null
  overpays boolean not null default false
  reverses_id uuid
  created_by uuid default app.user_id()
  created_at timestamp with time zone not null default now()
  constraint "an allocation is taken back once" UNIQUE (tenant_id, reverses_id)
  constraint "an allocation names an invoice" FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoices(tenant_id, id) ON DELETE RESTRICT
  constraint "an allocation settles, or takes one back" CHECK (((amount_minor < 0) = (reverses_id IS NOT NULL)))
  constraint payment_allocations_amount_minor_check CHECK ((amount_minor <> 0))
  constraint payment_allocations_pkey PRIMARY KEY (tenant_id, id)
  constraint payment_allocations_tenant_id_payment_id_fkey FOREIGN KEY (tenant_id, payment_id) REFERENCES payments(tenant_id, id) ON DELETE RESTRICT
  constraint payment_allocations_tenant_id_reverses_id_fkey FOREIGN KEY (tenant_id, reverses_id) REFERENCES payment_allocations(tenant_id, id) ON DELETE RESTRICT
  CREATE INDEX payment_allocations_by_invoice ON public.payment_allocations USING btree (tenant_id, invoice_id, created_at, id)
  CREATE INDEX payment_allocations_by_payment ON public.payment_allocations USING btree (tenant_id, payment_id, created_at, id)
  CREATE TRIGGER check_allocation BEFORE INSERT ON public.payment_allocations FOR EACH ROW WHEN ((CURRENT_USER <> 'app_import'::name)) EXECUTE FUNCTION app.check_allocation()
  CREATE TRIGGER settle AFTER INSERT ON public.payment_allocations REFERENCING NEW TABLE AS added FOR EACH STATEMENT WHEN ((CURRENT_USER <> 'app_import'::name)) EXECUTE FUNCTION app.settle()
  row security, forced
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy staff (permissive) for all to app_staff using true with check true
  policy system (permissive) for select to app_system using true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may select
  app_system may select
  crmfex_maintenance may delete, select
  app_staff may insert (id, payment_id, invoice_id, amount_minor, overpays, reverses_id, created_at)
  crmfex_maintenance may update (created_by)

create table payment_voids
  tenant_id uuid not null default app.tenant_id()
  payment_id uuid not null
  reason text not null
  voided_by uuid default app.user_id()
  voided_at timestamp with time zone not null default now()
  constraint "a payment is voided once" PRIMARY KEY (tenant_id, payment_id)
  constraint payment_voids_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500)))
  constraint payment_voids_tenant_id_payment_id_fkey FOREIGN KEY (tenant_id, payment_id) REFERENCES payments(tenant_id, id) ON DELETE RESTRICT
  CREATE TRIGGER void_payment AFTER INSERT ON public.payment_voids FOR EACH ROW WHEN ((CURRENT_USER <> 'app_import'::name)) EXECUTE FUNCTION app.void_payment()
  row security, forced
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy staff (permissive) for all to app_staff using true with check true
  policy system (permissive) for select to app_system using true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may select
  app_system may select
  crmfex_maintenance may delete, select
  app_staff may insert (payment_id, reason, voided_at)
  crmfex_maintenance may update (voided_by)

create table payments
  tenant_id uuid not null default app.tenant_id()
  id uuid not null
  kind text not null
  client_id uuid not null
  payment_date date not null
  currency text not null
  amount_minor bigint not null
  method text
  reference text
  note text
  allocated_minor bigint not null default 0
  is_voided boolean not null default false
  created_by uuid default app.user_id()
  created_at timestamp with time zone not null default now()
  search text not null generated always as (app.fold((((COALESCE(reference, ''::text) || ' '::text) || COALESCE(note, ''::text)) COLLATE pg_c_utf8))) stored
  return_id uuid
  received_currency text
  received_minor bigint
  received_rate numeric
  constraint "a client with payments cannot be deleted" FOREIGN KEY (tenant_id, client_id) REFERENCES clients(tenant_id, id) ON DELETE RESTRICT
  constraint "a credit names its return invoice" CHECK (((kind = 'return'::text) = (return_id IS NOT NULL)))
  constraint "a payment has an amount" CHECK (((amount_minor >= 1) AND (amount_minor <= '9999999999999'::bigint)))
  constraint "a payment is allocated up to its amount" CHECK (((allocated_minor >= 0) AND (allocated_minor <= amount_minor)))
  constraint "a payment is money, a write-off, a return or an opening balance" CHECK ((kind = ANY (ARRAY['payment'::text, 'writeOff'::text, 'return'::text, 'opening'::text])))
  constraint "a payment is what came at its rate" CHECK ((abs((((amount_minor)::numeric * received_rate) - (received_minor)::numeric)) <= (received_rate / (2)::numeric)))
  constraint "a return invoice is credited once" UNIQUE (tenant_id, return_id)
  constraint "a voided payment settles nothing" CHECK (((NOT is_voided) OR (allocated_minor = 0)))
  constraint "money in another currency has an amount and a rate" CHECK ((num_nulls(received_currency, received_minor, received_rate) = ANY (ARRAY[0, 3])))
  constraint "money received has a method" CHECK (((kind = 'payment'::text) = (method IS NOT NULL)))
  constraint "only a payment comes in another currency" CHECK (((received_minor IS NULL) OR ((kind = 'payment'::text) AND (received_currency <> currency))))
  constraint payments_currency_check CHECK ((currency = ANY (ARRAY['TRY'::text, 'EUR'::text, 'USD'::text, 'GBP'::text])))
  constraint payments_method_check CHECK ((method = ANY (ARRAY['cash'::text, 'bank'::text, 'card'::text, 'cheque'::text, 'other'::text])))
  constraint payments_note_check CHECK (((length(note) >= 1) AND (length(note) <= 1000)))
  constraint payments_payment_date_check CHECK (((payment_date >= '1900-01-01'::date) AND (payment_date <= '9999-12-31'::date)))
  constraint payments_pkey PRIMARY KEY (tenant_id, id)
  constraint payments_received_currency_check CHECK ((received_currency = ANY (ARRAY['TRY'::text, 'EUR'::text, 'USD'::text, 'GBP'::text])))
  constraint payments_received_minor_check CHECK (((received_minor >= 1) AND (received_minor <= '9999999999999'::bigint)))
  constraint payments_received_rate_check CHECK (((received_rate > (0)::numeric) AND (received_rate < '10000000000'::numeric) AND (scale(received_rate) <= 6)))
  constraint payments_reference_check CHECK (((length(reference) >= 1) AND (length(reference) <= 100)))
  constraint payments_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE RESTRICT
  constraint payments_tenant_id_return_id_fkey FOREIGN KEY (tenant_id, return_id) REFERENCES invoices(tenant_id, id) ON DELETE RESTRICT
  CREATE INDEX payments_by_amount ON public.payments USING btree (tenant_id, amount_minor, id)
  CREATE INDEX payments_by_client ON public.payments USING btree (tenant_id, client_id, payment_date, id)
  CREATE INDEX payments_by_created_at ON public.payments USING btree (tenant_id, created_at, id)
  CREATE INDEX payments_by_date ON public.payments USING btree (tenant_id, payment_date, id)
  CREATE INDEX payments_with_credit ON public.payments USING btree (tenant_id, client_id, payment_date, id) WHERE ((allocated_minor < amount_minor) AND (NOT is_voided))
  CREATE TRIGGER check_moved BEFORE UPDATE OF client_id ON public.payments FOR EACH ROW WHEN (((old.client_id IS NOT NULL) AND (new.client_id IS NOT NULL) AND (old.client_id <> new.client_id))) EXECUTE FUNCTION app.check_client_move()
  CREATE TRIGGER keep_payment BEFORE UPDATE ON public.payments FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.keep_payment()
  CREATE TRIGGER keep_search_entry AFTER INSERT OR DELETE OR UPDATE OF is_voided, client_id ON public.payments FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.keep_search_entry('payment', '
  select r.client_id as parent_id, c.name::text as title, concat_ws('' · '', r.reference, r.note) as detail,
    r.amount_minor, r.currency, concat_ws('' '', r.reference, r.note, c.name, app.amount_words(r.amount_minor)) as words
  from public.clients c where c.tenant_id = r.tenant_id and c.id = r.client_id ')
  CREATE TRIGGER refuse_merged BEFORE INSERT OR UPDATE OF client_id ON public.payments FOR EACH ROW WHEN ((new.client_id IS NOT NULL)) EXECUTE FUNCTION app.refuse_merged_client()
  CREATE TRIGGER tell_change AFTER INSERT OR DELETE OR UPDATE ON public.payments FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.tell_change('payment', 'id', 'tenant_id')
  row security, forced
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy merging (permissive) for update to app_staff using app.is_merging(client_id) with check app.is_merging(client_id)
  policy staff (permissive) for all to app_staff using true with check true
  policy system (permissive) for select to app_system using true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may select
  app_system may select
  crmfex_maintenance may delete, select
  app_staff may insert (id, kind, client_id, payment_date, currency, amount_minor, method, reference, note, created_at, return_id, received_currency, received_minor, received_rate)
  app_staff may update (client_id, allocated_minor, is_voided)
  crmfex_maintenance may update (created_by)

create table policy_notices
  id uuid not null
  policy text not null
  version text not null
  user_id uuid not null
  claimed_at timestamp with time zone
  attempts integer not null default 0
  sent_at timestamp with time zone
  provider_message_id text
  delivered_at timestamp with time zone
  bounced_at timestamp with time zone
  failed_at timestamp with time zone
  constraint policy_notice_is_of_a_publication FOREIGN KEY (policy, version) REFERENCES policy_publications(policy, version)
  constraint policy_notice_is_one_per_person UNIQUE (policy, version, user_id)
  constraint policy_notice_is_sent_or_failed CHECK (((sent_at IS NULL) OR (failed_at IS NULL)))
  constraint policy_notices_pkey PRIMARY KEY (id)
  constraint policy_notices_provider_message_id_check CHECK ((length(provider_message_id) <= 200))
  constraint policy_notices_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
  CREATE INDEX policy_notices_of_user ON public.policy_notices USING btree (user_id)
  CREATE INDEX policy_notices_to_send ON public.policy_notices USING btree (id) WHERE ((sent_at IS NULL) AND (failed_at IS NULL))
  row security, forced
  policy maintenance (permissive) for all to crmfex_maintenance using true with check true
  crmfex_maintenance may delete, insert, select
  crmfex_maintenance may update (claimed_at, attempts, sent_at, provider_message_id, delivered_at, bounced_at, failed_at)

create table policy_publications
  policy text not null
  version text not null
  is_material boolean not null
  sha256_tr bytea not null
  sha256_en bytea not null
  published_at timestamp with time zone not null
  effective_at timestamp with time zone not null
  published_by text not null
  constraint material_change_is_told_fourteen_days_ahead CHECK (((NOT is_material) OR (effective_at >= (published_at + '14 days'::interval))))
  constraint policy_publications_pkey PRIMARY KEY (policy, version)
  constraint policy_publications_policy_check CHECK ((policy = ANY (ARRAY['privacy'::text, 'terms'::text])))
  constraint policy_publications_published_by_check CHECK (((length(published_by) >= 1) AND (length(published_by) <= 200)))
  constraint policy_publications_sha256_en_check CHECK ((length(sha256_en) = 32))
  constraint policy_publications_sha256_tr_check CHECK ((length(sha256_tr) = 32))
  constraint policy_publications_version_check CHECK (((length(version) >= 1) AND (length(version) <= 40)))
  constraint policy_takes_effect_after_it_is_published CHECK ((effective_at >= published_at))
  constraint policy_takes_effect_as_a_day_begins CHECK ((((effective_at AT TIME ZONE 'Europe/Istanbul'::text))::time without time zone = '00:00:00'::time without time zone))
  CREATE TRIGGER publications_stay BEFORE DELETE OR UPDATE ON public.policy_publications FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change()
  row security, forced
  policy gate (permissive) for select to crmfex_gate using true
  policy maintenance (permissive) for all to crmfex_maintenance using true with check true
  crmfex_gate may select
  crmfex_maintenance may insert, select

create table policy_readings
  user_id uuid not null
  policy text not null
  version text not null
  language text not null
  read_at timestamp with time zone not null
  constraint policy_reading_is_of_a_publication FOREIGN KEY (policy, version) REFERENCES policy_publications(policy, version) ON DELETE RESTRICT
  constraint policy_readings_language_check CHECK ((language = ANY (ARRAY['tr'::text, 'en'::text])))
  constraint policy_readings_pkey PRIMARY KEY (user_id, policy, version)
  constraint policy_readings_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
  row security, forced
  policy maintenance (permissive) for select to crmfex_maintenance using true
  policy maintenance_erases (permissive) for delete to crmfex_maintenance using true
  policy own (permissive) for select to app_identity using (user_id = ( SELECT app.user_id() AS user_id))
  policy own_insert (permissive) for insert to app_identity with check (user_id = ( SELECT app.user_id() AS user_id))
  app_identity may select
  crmfex_maintenance may delete, select
  app_identity may insert (user_id, policy, version, language, read_at)

create table portal_links
  tenant_id uuid not null default app.tenant_id()
  id uuid not null
  invoice_id uuid not null
  delivery_id uuid
  token_hash bytea not null
  created_by uuid default app.user_id()
  created_at timestamp with time zone not null default now()
  expires_at timestamp with time zone not null
  first_opened_at timestamp with time zone
  opened_count integer not null default 0
  revoked_at timestamp with time zone
  revoked_by uuid
  constraint "a link expires after it is made" CHECK ((expires_at > created_at))
  constraint portal_links_opened_count_check CHECK ((opened_count >= 0))
  constraint portal_links_pkey PRIMARY KEY (tenant_id, id)
  constraint portal_links_tenant_id_delivery_id_fkey FOREIGN KEY (tenant_id, delivery_id) REFERENCES deliveries(tenant_id, id) ON DELETE RESTRICT
  constraint portal_links_tenant_id_invoice_id_fkey FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoices(tenant_id, id) ON DELETE RESTRICT
  constraint portal_links_tenant_id_token_hash_key UNIQUE (tenant_id, token_hash)
  constraint portal_links_token_hash_check CHECK ((length(token_hash) = 32))
  CREATE INDEX portal_links_by_delivery ON public.portal_links USING btree (tenant_id, delivery_id)
  CREATE INDEX portal_links_by_invoice ON public.portal_links USING btree (tenant_id, invoice_id, created_at DESC, id DESC)
  CREATE INDEX portal_links_by_token ON public.portal_links USING btree (token_hash)
  CREATE TRIGGER tell_change AFTER INSERT OR DELETE OR UPDATE ON public.portal_links FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.tell_change('invoice', 'invoice_id', 'tenant_id')
  row security, forced
  policy gate (permissive) for select to crmfex_gate using true
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy portal (permissive) for all to app_portal using (id = ( SELECT app.link_id() AS link_id)) with check (id = ( SELECT app.link_id() AS link_id))
  policy staff (permissive) for all to app_staff using true with check true
  policy system (permissive) for all to app_system using true with check true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may select
  app_system may delete, select
  crmfex_maintenance may delete, select
  app_portal may select (tenant_id, id, invoice_id, expires_at, first_opened_at, opened_count, revoked_at)
  app_portal may update (first_opened_at, opened_count)
  app_staff may insert (id, invoice_id, delivery_id, token_hash, created_at, expires_at)
  app_staff may update (revoked_at, revoked_by)
  app_system may insert (id, invoice_id, delivery_id, token_hash, created_at, expires_at)
  crmfex_gate may select (tenant_id, id, invoice_id, token_hash, expires_at, revoked_at)
  crmfex_maintenance may update (created_by, revoked_by)

create table portal_sessions
  tenant_id uuid not null default app.tenant_id()
  id uuid not null
  link_id uuid not null
  document_id uuid not null
  token_hash bytea not null
  created_at timestamp with time zone not null default now()
  last_seen_at timestamp with time zone not null default now()
  expires_at timestamp with time zone not null
  revoked_at timestamp with time zone
  constraint "a portal session has a link" FOREIGN KEY (tenant_id, link_id) REFERENCES portal_links(tenant_id, id) ON DELETE CASCADE
  constraint portal_sessions_pkey PRIMARY KEY (tenant_id, id)
  constraint portal_sessions_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  constraint portal_token_is_hashed CHECK ((length(token_hash) = 32))
  constraint portal_token_is_unique UNIQUE (token_hash)
  CREATE INDEX portal_sessions_by_expiry ON public.portal_sessions USING btree (expires_at)
  CREATE INDEX portal_sessions_of_link ON public.portal_sessions USING btree (tenant_id, link_id)
  row security, forced
  policy gate (permissive) for select to crmfex_gate using true
  policy gate_forgets (permissive) for delete to crmfex_gate using true
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy portal (permissive) for insert to app_portal with check ((link_id = ( SELECT app.link_id() AS link_id)) AND (document_id = ( SELECT app.document_id() AS document_id)))
  policy portal_close (permissive) for update to app_portal using (link_id = ( SELECT app.link_id() AS link_id))
  policy portal_own (permissive) for select to app_portal using (link_id = ( SELECT app.link_id() AS link_id))
  policy staff (permissive) for all to app_staff using true with check true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  crmfex_gate may delete, select
  crmfex_maintenance may delete, select
  app_portal may insert (id, link_id, document_id, token_hash, created_at, expires_at)
  app_portal may select (tenant_id, id, link_id, token_hash, revoked_at)
  app_portal may update (revoked_at)
  app_staff may select (tenant_id, id, link_id, revoked_at)
  app_staff may update (revoked_at)

create table privacy_requests
  tenant_id uuid not null default app.tenant_id()
  id uuid not null
  kind text not null
  name text not null
  email text
  client_id uuid
  received_date date not null
  due_date date not null generated always as ((received_date + 30)) stored
  details text
  answered_date date
  outcome text
  answer text
  created_by uuid default app.user_id()
  version integer not null default 1
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  constraint "a request is answered after it was received" CHECK ((answered_date >= received_date))
  constraint "a request is of a known kind" CHECK ((kind = ANY (ARRAY['access'::text, 'rectification'::text, 'erasure'::text, 'restriction'::text, 'objection'::text, 'portability'::text, 'other'::text])))
  constraint "an answer has a day and an outcome" CHECK ((num_nonnulls(answered_date, outcome) = ANY (ARRAY[0, 2])))
  constraint privacy_requests_answer_check CHECK ((length(answer) <= 2000))
  constraint privacy_requests_details_check CHECK ((length(details) <= 2000))
  constraint privacy_requests_email_check CHECK ((length(email) <= 254))
  constraint privacy_requests_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
  constraint privacy_requests_outcome_check CHECK ((outcome = ANY (ARRAY['done'::text, 'partly'::text, 'refused'::text])))
  constraint privacy_requests_pkey PRIMARY KEY (tenant_id, id)
  constraint privacy_requests_tenant_id_client_id_fkey FOREIGN KEY (tenant_id, client_id) REFERENCES clients(tenant_id, id) ON DELETE SET NULL (client_id)
  constraint privacy_requests_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  CREATE INDEX privacy_requests_by_due ON public.privacy_requests USING btree (tenant_id, due_date, id)
  CREATE INDEX privacy_requests_by_received ON public.privacy_requests USING btree (tenant_id, received_date, id)
  CREATE INDEX privacy_requests_of_client ON public.privacy_requests USING btree (tenant_id, client_id) WHERE (client_id IS NOT NULL)
  CREATE TRIGGER check_moved BEFORE UPDATE OF client_id ON public.privacy_requests FOR EACH ROW WHEN (((old.client_id IS NOT NULL) AND (new.client_id IS NOT NULL) AND (old.client_id <> new.client_id))) EXECUTE FUNCTION app.check_client_move()
  CREATE TRIGGER refuse_merged BEFORE INSERT OR UPDATE OF client_id ON public.privacy_requests FOR EACH ROW WHEN ((new.client_id IS NOT NULL)) EXECUTE FUNCTION app.refuse_merged_client()
  CREATE TRIGGER tell_change AFTER INSERT OR DELETE OR UPDATE ON public.privacy_requests FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.tell_change('tenant', 'tenant_id', 'tenant_id')
  row security, forced
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy merging (permissive) for update to app_staff using app.is_merging(client_id) with check app.is_merging(client_id)
  policy staff (permissive) for all to app_staff using true with check true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may select
  crmfex_maintenance may delete, select
  app_staff may insert (id, kind, name, email, client_id, received_date, details, created_at, updated_at)
  app_staff may update (kind, name, email, client_id, received_date, details, answered_date, outcome, answer, version, updated_at)
  crmfex_maintenance may update (created_by)

create table product_tags
  tenant_id uuid not null default app.tenant_id()
  product_id uuid not null
  tag_id uuid not null
  created_at timestamp with time zone not null default now()
  constraint "a product has a tag once" PRIMARY KEY (tenant_id, product_id, tag_id)
  constraint "a product has a tag that is there" FOREIGN KEY (tenant_id, tag_id) REFERENCES tags(tenant_id, id) ON DELETE CASCADE
  constraint "a tag is on a product" FOREIGN KEY (tenant_id, product_id) REFERENCES products(tenant_id, id) ON DELETE CASCADE
  constraint product_tags_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  CREATE INDEX product_tags_by_tag ON public.product_tags USING btree (tenant_id, tag_id, product_id)
  CREATE TRIGGER tell_change AFTER INSERT OR DELETE OR UPDATE ON public.product_tags FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.tell_change('product', 'product_id', 'tenant_id')
  row security, forced
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy staff (permissive) for all to app_staff using true with check true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may delete, select
  crmfex_maintenance may delete, select
  app_staff may insert (product_id, tag_id)

create table products
  tenant_id uuid not null default app.tenant_id()
  id uuid not null
  kind text not null
  code text
  name text collate "tr-x-icu" not null
  description text
  unit text not null
  prices jsonb not null
  prices_include_vat boolean not null
  vat_rate numeric not null
  withholding_code text
  exemption_code text
  archived_at timestamp with time zone
  version integer not null default 1
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  custom_fields jsonb not null default '{}'::jsonb
  search text not null generated always as (app.fold((((((COALESCE(code, ''::text) || ' '::text) || name) || ' '::text) || app.custom_words(custom_fields)) COLLATE pg_c_utf8))) stored
  constraint "a product has a name of at most 200 characters" CHECK (((length(name) >= 1) AND (length(name) <= 200)))
  constraint "a product has one price in a currency" CHECK (app.are_prices(prices))
  constraint "a product is a good or a service" CHECK ((kind = ANY (ARRAY['product'::text, 'service'::text])))
  constraint "a product's own fields are named values" CHECK ((jsonb_typeof(custom_fields) = 'object'::text))
  constraint products_code_check CHECK (((length(code) >= 1) AND (length(code) <= 40)))
  constraint products_description_check CHECK (((length(description) >= 1) AND (length(description) <= 2000)))
  constraint products_exemption_code_check CHECK (((length(exemption_code) >= 1) AND (length(exemption_code) <= 10)))
  constraint products_pkey PRIMARY KEY (tenant_id, id)
  constraint products_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE RESTRICT
  constraint products_unit_check CHECK ((unit ~ '^[A-Z0-9]{2,3}$'::text))
  constraint products_vat_rate_check CHECK ((((vat_rate >= (0)::numeric) AND (vat_rate <= (100)::numeric)) AND (scale(vat_rate) <= 4)))
  constraint products_withholding_code_check CHECK (((length(withholding_code) >= 1) AND (length(withholding_code) <= 10)))
  CREATE UNIQUE INDEX "no two products share a code" ON public.products USING btree (tenant_id, lower((code COLLATE "C")))
  CREATE INDEX products_by_code ON public.products USING btree (tenant_id, (
CASE
    WHEN (code IS NULL) THEN '~'::text
    ELSE code
END) COLLATE "C", id)
  CREATE INDEX products_by_created_at ON public.products USING btree (tenant_id, created_at, id)
  CREATE INDEX products_by_name ON public.products USING btree (tenant_id, name, id)
  CREATE TRIGGER check_custom_values BEFORE INSERT OR UPDATE OF custom_fields ON public.products FOR EACH ROW WHEN ((new.custom_fields <> '{}'::jsonb)) EXECUTE FUNCTION app.check_custom_values('product')
  CREATE TRIGGER keep_search_entry AFTER INSERT OR DELETE OR UPDATE OF name, code, description, custom_fields ON public.products FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.keep_search_entry('product', '
  select null::uuid as parent_id, r.name::text as title, coalesce(r.code, '''') as detail, null::bigint as amount_minor,
    null::text as currency, concat_ws('' '', r.name, r.code, r.description, app.custom_words(r.custom_fields)) as words ')
  CREATE TRIGGER tell_change AFTER INSERT OR DELETE OR UPDATE ON public.products FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.tell_change('product', 'id', 'tenant_id')
  row security, forced
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy staff (permissive) for all to app_staff using true with check true
  policy system (permissive) for select to app_system using true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may delete, select
  app_system may select
  crmfex_maintenance may delete, select
  app_staff may insert (id, kind, code, name, description, unit, prices, prices_include_vat, vat_rate, withholding_code, exemption_code, created_at, updated_at, custom_fields)
  app_staff may update (kind, code, name, description, unit, prices, prices_include_vat, vat_rate, withholding_code, exemption_code, archived_at, version, updated_at, custom_fields)

create table promise_runs
  id uuid not null
  promise text not null
  ran_at timestamp with time zone not null
  result text not null
  evidence jsonb not null default '[]'::jsonb
  reason text
  constraint promise_runs_evidence_check CHECK (((jsonb_typeof(evidence) = 'array'::text) AND (length((evidence)::text) <= 8000)))
  constraint promise_runs_pkey PRIMARY KEY (id)
  constraint promise_runs_promise_check CHECK ((promise ~ '^[a-z][A-Za-z]{1,39}$'::text))
  constraint promise_runs_reason_check CHECK ((length(reason) <= 1000))
  constraint promise_runs_result_check CHECK ((result = ANY (ARRAY['kept'::text, 'broken'::text, 'unknown'::text, 'notHere'::text])))
  CREATE INDEX promise_runs_by_promise ON public.promise_runs USING btree (promise, ran_at DESC)
  CREATE TRIGGER findings_stay BEFORE UPDATE ON public.promise_runs FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change()
  row security, forced
  policy gate (permissive) for select to crmfex_gate using true
  policy maintenance (permissive) for all to crmfex_maintenance using true with check true
  crmfex_maintenance may delete, insert, select
  crmfex_gate may select (promise, ran_at, result, evidence)

create table recovery_codes
  user_id uuid not null
  code_hash bytea not null
  created_at timestamp with time zone not null default now()
  used_at timestamp with time zone
  constraint recovery_code_is_hashed CHECK ((length(code_hash) = 32))
  constraint recovery_codes_pkey PRIMARY KEY (user_id, code_hash)
  constraint recovery_codes_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
  row security, forced
  policy identity (permissive) for all to app_identity using (user_id = ( SELECT app.user_id() AS user_id))
  policy maintenance (permissive) for all to crmfex_maintenance using true
  app_identity may delete, select
  crmfex_maintenance may delete, select
  app_identity may insert (user_id, code_hash)
  app_identity may update (used_at)

create table reminder_holds
  tenant_id uuid not null default app.tenant_id()
  subject_id uuid not null
  client_id uuid
  invoice_id uuid
  until date
  created_by uuid default app.user_id()
  created_at timestamp with time zone not null
  constraint "a hold is of a client or of an invoice" CHECK (((num_nonnulls(client_id, invoice_id) = 1) AND (subject_id = COALESCE(client_id, invoice_id))))
  constraint reminder_holds_pkey PRIMARY KEY (tenant_id, subject_id)
  constraint reminder_holds_tenant_id_client_id_fkey FOREIGN KEY (tenant_id, client_id) REFERENCES clients(tenant_id, id) ON DELETE CASCADE
  constraint reminder_holds_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  constraint reminder_holds_tenant_id_invoice_id_fkey FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoices(tenant_id, id) ON DELETE CASCADE
  CREATE INDEX reminder_holds_of_client ON public.reminder_holds USING btree (tenant_id, client_id) WHERE (client_id IS NOT NULL)
  CREATE INDEX reminder_holds_of_invoice ON public.reminder_holds USING btree (tenant_id, invoice_id) WHERE (invoice_id IS NOT NULL)
  CREATE TRIGGER check_moved BEFORE UPDATE OF client_id ON public.reminder_holds FOR EACH ROW WHEN (((old.client_id IS NOT NULL) AND (new.client_id IS NOT NULL) AND (old.client_id <> new.client_id))) EXECUTE FUNCTION app.check_client_move()
  CREATE TRIGGER refuse_merged BEFORE INSERT OR UPDATE OF client_id ON public.reminder_holds FOR EACH ROW WHEN ((new.client_id IS NOT NULL)) EXECUTE FUNCTION app.refuse_merged_client()
  CREATE TRIGGER tell_change AFTER INSERT OR DELETE OR UPDATE ON public.reminder_holds FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.tell_hold()
  row security, forced
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy merging (permissive) for update to app_staff using app.is_merging(client_id) with check app.is_merging(client_id)
  policy staff (permissive) for all to app_staff using true with check true
  policy system (permissive) for select to app_system using true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may delete, select
  app_system may select
  crmfex_maintenance may delete, select
  app_staff may insert (subject_id, client_id, invoice_id, until, created_at)
  app_staff may update (client_id, until, created_at)
  crmfex_maintenance may update (created_by)

create table reminder_invoices
  tenant_id uuid not null default app.tenant_id()
  delivery_id uuid not null
  invoice_id uuid not null
  step_days integer
  tone text not null
  currency text not null
  open_minor bigint not null
  due_date date not null
  constraint "a reminder is the first, the second or the final one" CHECK ((tone = ANY (ARRAY['first'::text, 'second'::text, 'final'::text])))
  constraint "each step of the plan reminds of an invoice once" UNIQUE (tenant_id, invoice_id, step_days)
  constraint reminder_invoices_open_minor_check CHECK ((open_minor > 0))
  constraint reminder_invoices_pkey PRIMARY KEY (tenant_id, delivery_id, invoice_id)
  constraint reminder_invoices_step_days_check CHECK (((step_days >= '-30'::integer) AND (step_days <= 365)))
  constraint reminder_invoices_tenant_id_delivery_id_fkey FOREIGN KEY (tenant_id, delivery_id) REFERENCES deliveries(tenant_id, id) ON DELETE CASCADE
  constraint reminder_invoices_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  constraint reminder_invoices_tenant_id_invoice_id_fkey FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoices(tenant_id, id) ON DELETE CASCADE
  CREATE TRIGGER tell_change AFTER INSERT OR DELETE OR UPDATE ON public.reminder_invoices FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.tell_change('invoice', 'invoice_id', 'tenant_id')
  row security, forced
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy staff (permissive) for all to app_staff using true with check true
  policy system (permissive) for all to app_system using true with check true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may select
  app_system may select
  crmfex_maintenance may delete, select
  app_staff may insert (delivery_id, invoice_id, step_days, tone, currency, open_minor, due_date)
  app_system may insert (delivery_id, invoice_id, step_days, tone, currency, open_minor, due_date)

create table reminder_plans
  tenant_id uuid not null default app.tenant_id()
  is_on boolean not null
  hour integer not null
  steps jsonb not null
  last_run_day date
  version integer not null
  updated_at timestamp with time zone not null
  constraint "a plan has one to ten steps" CHECK (((jsonb_typeof(steps) = 'array'::text) AND ((jsonb_array_length(steps) >= 1) AND (jsonb_array_length(steps) <= 10))))
  constraint reminder_plans_pkey PRIMARY KEY (tenant_id)
  constraint reminder_plans_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  constraint "reminders go out between six and nineteen" CHECK (((hour >= 6) AND (hour <= 19)))
  CREATE TRIGGER tell_change AFTER INSERT OR DELETE OR UPDATE ON public.reminder_plans FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.tell_change('tenant', 'tenant_id', 'tenant_id')
  row security, forced
  policy gate (permissive) for select to crmfex_gate using true
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy staff (permissive) for all to app_staff using true with check true
  policy system (permissive) for all to app_system using true with check true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may select
  app_system may select
  crmfex_gate may select
  crmfex_maintenance may delete, select
  app_staff may insert (is_on, hour, steps, version, updated_at)
  app_staff may update (is_on, hour, steps, version, updated_at)
  app_system may update (last_run_day)

create table removed_drafts
  tenant_id uuid not null default app.tenant_id()
  id uuid not null
  draft jsonb not null
  created_at timestamp with time zone not null
  removed_at timestamp with time zone not null default now()
  removed_by uuid default app.user_id()
  marks jsonb not null default '{}'::jsonb
  constraint "marks are tags and fields" CHECK ((jsonb_typeof(marks) = 'object'::text))
  constraint removed_drafts_pkey PRIMARY KEY (tenant_id, id)
  constraint removed_drafts_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  CREATE INDEX removed_drafts_by_age ON public.removed_drafts USING btree (removed_at)
  row security, forced
  policy gate (permissive) for all to crmfex_gate using true
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy staff (permissive) for all to app_staff using true with check true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may delete, select
  crmfex_gate may delete
  crmfex_maintenance may delete, select
  app_staff may insert (id, draft, created_at, removed_at, marks)
  app_staff may update (draft, created_at, removed_at, marks)
  crmfex_gate may select (removed_at)
  crmfex_maintenance may update (removed_by)

create table restore_drills
  id uuid not null
  backup_name text not null
  started_at timestamp with time zone not null
  finished_at timestamp with time zone
  row_count bigint
  problem text
  constraint drill_problem_is_short CHECK ((length(problem) <= 1000))
  constraint restore_drills_backup_name_fkey FOREIGN KEY (backup_name) REFERENCES backups(name)
  constraint restore_drills_pkey PRIMARY KEY (id)
  row security, forced
  policy maintenance (permissive) for all to crmfex_maintenance using true with check true
  crmfex_maintenance may delete, insert, select
  crmfex_maintenance may update (finished_at, row_count, problem)

create table restrictions
  tenant_id uuid not null default app.tenant_id()
  id uuid not null
  client_id uuid not null
  contact_id uuid
  reason text not null
  restricted_by uuid default app.user_id()
  restricted_at timestamp with time zone not null
  lifted_by uuid
  lifted_at timestamp with time zone
  constraint "a restriction has a reason" CHECK (((length(reason) >= 3) AND (length(reason) <= 500)))
  constraint "a restriction is lifted after it began" CHECK ((lifted_at >= restricted_at))
  constraint restrictions_pkey PRIMARY KEY (tenant_id, id)
  constraint restrictions_tenant_id_client_id_fkey FOREIGN KEY (tenant_id, client_id) REFERENCES clients(tenant_id, id) ON DELETE CASCADE
  constraint restrictions_tenant_id_contact_id_fkey FOREIGN KEY (tenant_id, contact_id) REFERENCES client_contacts(tenant_id, id) ON DELETE CASCADE
  constraint restrictions_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  CREATE UNIQUE INDEX "somebody is restricted once at a time" ON public.restrictions USING btree (tenant_id, client_id, contact_id) NULLS NOT DISTINCT WHERE (lifted_at IS NULL)
  CREATE INDEX restrictions_of_client ON public.restrictions USING btree (tenant_id, client_id, restricted_at DESC)
  CREATE INDEX restrictions_of_contact ON public.restrictions USING btree (tenant_id, contact_id) WHERE (contact_id IS NOT NULL)
  CREATE TRIGGER check_moved BEFORE UPDATE OF client_id ON public.restrictions FOR EACH ROW WHEN (((old.client_id IS NOT NULL) AND (new.client_id IS NOT NULL) AND (old.client_id <> new.client_id))) EXECUTE FUNCTION app.check_client_move()
  CREATE TRIGGER refuse_merged BEFORE INSERT OR UPDATE OF client_id ON public.restrictions FOR EACH ROW WHEN ((new.client_id IS NOT NULL)) EXECUTE FUNCTION app.refuse_merged_client()
  CREATE TRIGGER tell_change AFTER INSERT OR DELETE OR UPDATE ON public.restrictions FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.tell_change('client', 'client_id', 'tenant_id')
  row security, forced
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy merging (permissive) for update to app_staff using app.is_merging(client_id) with check app.is_merging(client_id)
  policy staff (permissive) for all to app_staff using true with check true
  policy system (permissive) for select to app_system using true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may select
  app_system may select
  crmfex_maintenance may delete, select
  app_staff may insert (id, client_id, contact_id, reason, restricted_at)
  app_staff may update (client_id, lifted_by, lifted_at)
  crmfex_maintenance may update (restricted_by, lifted_by)

create table retention_cases
  id uuid not null
  issue_year integer not null
  keep_until timestamp with time zone not null
  archived_at timestamp with time zone not null
  document_hash bytea not null
  document_bytes bigint not null
  pdf_hash bytea
  pdf_bytes bigint
  constraint a_print_has_hash_and_size CHECK (((pdf_hash IS NULL) = (pdf_bytes IS NULL)))
  constraint archived_document_is_hashed CHECK ((length(document_hash) = 32))
  constraint archived_print_is_hashed CHECK ((length(pdf_hash) = 32))
  constraint retention_cases_document_bytes_check CHECK ((document_bytes > 0))
  constraint retention_cases_pdf_bytes_check CHECK ((pdf_bytes > 0))
  constraint retention_cases_pkey PRIMARY KEY (id)
  constraint the_law_says_until_when CHECK ((keep_until = make_timestamptz((issue_year + 11), 1, 1, 0, 0, (0)::double precision, 'Europe/Istanbul'::text)))
  CREATE INDEX retention_cases_end ON public.retention_cases USING btree (keep_until)
  CREATE TRIGGER keep_case BEFORE DELETE OR UPDATE ON public.retention_cases FOR EACH ROW EXECUTE FUNCTION app.keep_case()
  CREATE TRIGGER keep_cases BEFORE TRUNCATE ON public.retention_cases FOR EACH STATEMENT EXECUTE FUNCTION app.keep_case()
  row security, forced
  policy maintenance (permissive) for all to crmfex_maintenance using true with check true
  crmfex_maintenance may delete, insert, select

create table saved_views
  tenant_id uuid not null default app.tenant_id()
  id uuid not null
  user_id uuid not null default app.user_id()
  list text not null
  name text not null
  query text not null
  is_shared boolean not null default false
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  constraint "a view has a name of at most 60 characters" CHECK (((length(name) >= 1) AND (length(name) <= 60)))
  constraint saved_views_list_check CHECK ((list = ANY (ARRAY['invoices'::text, 'clients'::text, 'products'::text, 'payments'::text, 'mails'::text])))
  constraint saved_views_pkey PRIMARY KEY (tenant_id, id)
  constraint saved_views_query_check CHECK ((length(query) <= 2000))
  constraint saved_views_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  constraint saved_views_tenant_id_user_id_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES members(tenant_id, user_id) ON DELETE CASCADE
  CREATE INDEX saved_views_of_user ON public.saved_views USING btree (tenant_id, user_id, list)
  CREATE TRIGGER tell_change AFTER INSERT OR DELETE OR UPDATE ON public.saved_views FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.tell_change('view', 'id', 'tenant_id')
  row security, forced
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy staff_add (permissive) for insert to app_staff with check (user_id = ( SELECT app.user_id() AS user_id))
  policy staff_change (permissive) for update to app_staff using (user_id = ( SELECT app.user_id() AS user_id)) with check (user_id = ( SELECT app.user_id() AS user_id))
  policy staff_read (permissive) for select to app_staff using (is_shared OR (user_id = ( SELECT app.user_id() AS user_id)))
  policy staff_remove (permissive) for delete to app_staff using (user_id = ( SELECT app.user_id() AS user_id))
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may delete, select
  crmfex_maintenance may delete, select
  app_staff may insert (id, list, name, query, is_shared, created_at, updated_at)
  app_staff may update (name, query, is_shared, updated_at)

create table search_entries
  tenant_id uuid not null default app.tenant_id()
  kind text not null
  id uuid not null
  parent_id uuid
  title text not null
  detail text not null
  amount_minor bigint
  currency text
  name text collate "C" not null
  words text collate "C" not null
  touched_at timestamp with time zone not null default now()
  constraint search_entries_kind_check CHECK ((kind = ANY (ARRAY['client'::text, 'contact'::text, 'invoice'::text, 'product'::text, 'payment'::text])))
  constraint search_entries_pkey PRIMARY KEY (tenant_id, kind, id)
  constraint search_entries_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  CREATE INDEX search_entries_by_name ON public.search_entries USING btree (tenant_id, name)
  CREATE INDEX search_entries_by_parent ON public.search_entries USING btree (tenant_id, parent_id)
  CREATE INDEX search_entries_by_words ON public.search_entries USING gin (tenant_id, words extensions.gin_trgm_ops)
  row security, forced
  policy gate (permissive) for select to crmfex_gate using true
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy staff (permissive) for all to app_staff using true with check true
  policy system (permissive) for all to app_system using true with check true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may delete, select
  app_system may delete, select
  crmfex_maintenance may delete, select
  app_import may update (parent_id, title, detail, amount_minor, currency, name, words, touched_at)
  app_staff may insert (tenant_id, kind, id, parent_id, title, detail, amount_minor, currency, name, words)
  app_staff may update (parent_id, title, detail, amount_minor, currency, name, words, touched_at)
  app_system may insert (tenant_id, kind, id, parent_id, title, detail, amount_minor, currency, name, words)
  app_system may update (parent_id, title, detail, amount_minor, currency, name, words, touched_at)
  crmfex_gate may select (tenant_id, kind, id, name, words, touched_at)

create table sessions
  tenant_id uuid not null
  id uuid not null
  user_id uuid not null
  token_hash bytea not null
  created_at timestamp with time zone not null default now()
  last_seen_at timestamp with time zone not null default now()
  expires_at timestamp with time zone not null default (now() + '30 days'::interval)
  revoked_at timestamp with time zone
  ip text
  user_agent text
  country text
  authenticated_at timestamp with time zone not null default now()
  level integer not null default 1
  constraint session_level_is_known CHECK ((level = ANY (ARRAY[1, 2])))
  constraint session_token_is_hashed CHECK ((length(token_hash) = 32))
  constraint session_token_is_unique UNIQUE (token_hash)
  constraint sessions_country_check CHECK ((country ~ '^[A-Z]{2}$'::text))
  constraint sessions_ip_check CHECK ((length(ip) <= 45))
  constraint sessions_pkey PRIMARY KEY (tenant_id, id)
  constraint sessions_tenant_id_user_id_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES members(tenant_id, user_id) ON DELETE CASCADE
  constraint sessions_user_agent_check CHECK ((length(user_agent) <= 400))
  CREATE INDEX sessions_of_user ON public.sessions USING btree (tenant_id, user_id)
  CREATE INDEX sessions_of_user_anywhere ON public.sessions USING btree (user_id)
  row security, forced
  policy gate (permissive) for all to crmfex_gate using true
  policy identity (permissive) for all to app_identity using (EXISTS ( SELECT
   FROM users u
  WHERE (u.id = sessions.user_id)))
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy own (permissive) for all to app_staff using (user_id = ( SELECT app.user_id() AS user_id))
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_identity may delete
  app_staff may delete
  crmfex_gate may delete, select
  crmfex_maintenance may delete, select
  app_identity may insert (tenant_id, id, user_id, token_hash, ip, user_agent, country, level)
  app_identity may select (tenant_id, id, user_id, token_hash, created_at, last_seen_at, expires_at, revoked_at, ip, user_agent, country, authenticated_at, level)
  app_identity may update (token_hash, authenticated_at, level)
  app_staff may select (tenant_id, id, user_id, created_at, last_seen_at, expires_at, revoked_at, ip, user_agent, country, authenticated_at, level)
  crmfex_gate may insert (tenant_id, id, user_id, token_hash, created_at, ip, user_agent, country, authenticated_at, level)
  crmfex_gate may update (tenant_id, token_hash, last_seen_at)

create table sign_in_failures
  email_hash bytea not null
  failures integer not null
  last_at timestamp with time zone not null
  next_at timestamp with time zone not null
  constraint sign_in_failures_email_hash_check CHECK ((length(email_hash) = 32))
  constraint sign_in_failures_failures_check CHECK ((failures >= 0))
  constraint sign_in_failures_pkey PRIMARY KEY (email_hash)
  CREATE INDEX sign_in_failures_by_age ON public.sign_in_failures USING btree (last_at)
  row security, forced
  policy gate (permissive) for all to crmfex_gate using true
  policy identity (permissive) for all to app_identity using (email_hash = ( SELECT sha256(convert_to(app.email(), 'UTF8'::name)) AS sha256))
  policy maintenance (permissive) for all to crmfex_maintenance using true
  app_identity may delete, insert, select, update
  crmfex_gate may delete
  crmfex_maintenance may delete, select
  crmfex_gate may select (last_at)

create table sign_in_steps
  token_hash bytea not null
  purpose text not null
  user_id uuid
  password_changed_at timestamp with time zone
  created_at timestamp with time zone not null default now()
  expires_at timestamp with time zone not null default (now() + '00:10:00'::interval)
  constraint "only a passkey may begin with nobody" CHECK (((user_id IS NOT NULL) OR (purpose = 'passkey'::text)))
  constraint sign_in_step_is_hashed CHECK ((length(token_hash) = 32))
  constraint sign_in_steps_pkey PRIMARY KEY (token_hash)
  constraint sign_in_steps_purpose_check CHECK ((purpose = ANY (ARRAY['secondFactor'::text, 'passkey'::text, 'passkeyAdded'::text])))
  constraint sign_in_steps_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
  CREATE INDEX sign_in_steps_by_expiry ON public.sign_in_steps USING btree (expires_at)
  CREATE INDEX sign_in_steps_of_user ON public.sign_in_steps USING btree (user_id)
  row security, forced
  policy gate (permissive) for all to crmfex_gate using true
  policy identity (permissive) for all to app_identity using ((user_id IS NULL) OR (user_id = ( SELECT app.user_id() AS user_id)))
  policy maintenance (permissive) for all to crmfex_maintenance using true
  app_identity may delete, select
  crmfex_gate may delete
  crmfex_maintenance may delete, select
  app_identity may insert (token_hash, purpose, user_id, password_changed_at)
  crmfex_gate may select (token_hash, purpose, user_id, expires_at)

create table sign_ins
  id uuid not null
  user_id uuid not null
  at timestamp with time zone not null default now()
  outcome text not null
  ip text
  user_agent text
  country text
  device text
  constraint sign_in_outcome_is_known CHECK ((outcome = ANY (ARRAY['ok'::text, 'wrongPassword'::text, 'unverified'::text, 'signedOut'::text, 'passwordReset'::text, 'verified'::text, 'wrongCode'::text, 'passwordChanged'::text, 'emailChanged'::text, 'emailRestored'::text, 'secondFactorAdded'::text, 'secondFactorRemoved'::text, 'recoveryCodeUsed'::text, 'recoveryCodesRenewed'::text, 'passkeyAdded'::text, 'passkeyRemoved'::text, 'sessionsEnded'::text, 'confirmed'::text])))
  constraint sign_ins_country_check CHECK ((country ~ '^[A-Z]{2}$'::text))
  constraint sign_ins_device_check CHECK ((length(device) <= 100))
  constraint sign_ins_ip_check CHECK ((length(ip) <= 45))
  constraint sign_ins_pkey PRIMARY KEY (id)
  constraint sign_ins_user_agent_check CHECK ((length(user_agent) <= 400))
  CREATE INDEX sign_ins_by_age ON public.sign_ins USING btree (at)
  CREATE INDEX sign_ins_of_user ON public.sign_ins USING btree (user_id, at DESC, id DESC)
  row security, forced
  policy gate (permissive) for all to crmfex_gate using true
  policy identity (permissive) for insert to app_identity with check ((EXISTS ( SELECT
   FROM users u
  WHERE (u.id = sign_ins.user_id))) OR (EXISTS ( SELECT
   FROM sign_ups s
  WHERE (s.user_id = sign_ins.user_id))))
  policy identity_reads (permissive) for select to app_identity using (user_id = ( SELECT app.user_id() AS user_id))
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy own (permissive) for all to app_staff using (user_id = ( SELECT app.user_id() AS user_id))
  app_identity may select
  app_staff may select
  crmfex_gate may delete
  crmfex_maintenance may delete, select
  app_identity may insert (id, user_id, outcome, ip, user_agent, country, device)
  app_staff may insert (id, user_id, outcome, ip, user_agent, country, device)
  crmfex_gate may select (at)

create table sign_ups
  id uuid not null
  email text not null
  name text not null
  language text not null
  tenant_name text not null
  password_hash text not null
  terms_version text not null
  privacy_version text not null
  user_id uuid not null
  tenant_id uuid not null
  ip text
  user_agent text
  country text
  created_at timestamp with time zone not null default now()
  expires_at timestamp with time zone not null default (now() + '24:00:00'::interval)
  constraint sign_up_email_is_in_small_letters CHECK (((email = lower((email COLLATE "C"))) AND ((length(email) >= 6) AND (length(email) <= 254))))
  constraint sign_ups_country_check CHECK ((country ~ '^[A-Z]{2}$'::text))
  constraint sign_ups_ip_check CHECK ((length(ip) <= 45))
  constraint sign_ups_language_check CHECK ((language = ANY (ARRAY['tr'::text, 'en'::text])))
  constraint sign_ups_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)))
  constraint sign_ups_password_hash_check CHECK (((password_hash ~~ '$argon2id$v=19$%'::text) AND (length(password_hash) <= 300)))
  constraint sign_ups_pkey PRIMARY KEY (id)
  constraint sign_ups_privacy_version_check CHECK ((length(privacy_version) <= 40))
  constraint sign_ups_tenant_name_check CHECK (((length(tenant_name) >= 1) AND (length(tenant_name) <= 200)))
  constraint sign_ups_terms_version_check CHECK ((length(terms_version) <= 40))
  constraint sign_ups_user_agent_check CHECK ((length(user_agent) <= 400))
  CREATE INDEX sign_ups_by_email ON public.sign_ups USING btree (email, created_at DESC)
  CREATE INDEX sign_ups_by_expiry ON public.sign_ups USING btree (expires_at)
  row security, forced
  policy addressee (permissive) for all to app_system using ((( SELECT app.tenant_id() AS tenant_id) = ( SELECT app.platform_tenant() AS platform_tenant)) AND (EXISTS ( SELECT
   FROM mails m
  WHERE (m.recipient = sign_ups.email))))
  policy gate (permissive) for all to crmfex_gate using true
  policy identity (permissive) for all to app_identity using (email = ( SELECT app.email() AS email))
  policy maintenance (permissive) for all to crmfex_maintenance using true
  app_identity may delete, select
  app_system may delete
  crmfex_gate may delete
  crmfex_maintenance may delete, select
  app_identity may insert (id, email, name, language, tenant_name, password_hash, terms_version, privacy_version, user_id, tenant_id, ip, user_agent, country)
  app_system may select (id, email, name, language, expires_at)
  crmfex_gate may select (id, user_id, tenant_id, expires_at)

create table statement_mails
  tenant_id uuid not null default app.tenant_id()
  delivery_id uuid not null
  client_id uuid not null
  month date
  from_date date not null
  to_date date not null
  currency text
  constraint "a client gets one statement of a month" UNIQUE (tenant_id, client_id, month)
  constraint "a statement ends after it begins" CHECK ((from_date <= to_date))
  constraint statement_mails_pkey PRIMARY KEY (tenant_id, delivery_id)
  constraint statement_mails_tenant_id_client_id_fkey FOREIGN KEY (tenant_id, client_id) REFERENCES clients(tenant_id, id) ON DELETE CASCADE
  constraint statement_mails_tenant_id_delivery_id_fkey FOREIGN KEY (tenant_id, delivery_id) REFERENCES deliveries(tenant_id, id) ON DELETE CASCADE
  constraint statement_mails_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  CREATE TRIGGER check_moved BEFORE UPDATE OF client_id ON public.statement_mails FOR EACH ROW WHEN (((old.client_id IS NOT NULL) AND (new.client_id IS NOT NULL) AND (old.client_id <> new.client_id))) EXECUTE FUNCTION app.check_client_move()
  CREATE TRIGGER refuse_merged BEFORE INSERT OR UPDATE OF client_id ON public.statement_mails FOR EACH ROW WHEN ((new.client_id IS NOT NULL)) EXECUTE FUNCTION app.refuse_merged_client()
  row security, forced
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy merging (permissive) for update to app_staff using app.is_merging(client_id) with check app.is_merging(client_id)
  policy staff (permissive) for all to app_staff using true with check true
  policy system (permissive) for all to app_system using true with check true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may select
  app_system may select
  crmfex_maintenance may delete, select
  app_staff may insert (delivery_id, client_id, month, from_date, to_date, currency)
  app_staff may update (client_id)
  app_system may insert (delivery_id, client_id, month, from_date, to_date, currency)

create table statement_opt_outs
  tenant_id uuid not null default app.tenant_id()
  client_id uuid not null
  created_by uuid default app.user_id()
  created_at timestamp with time zone not null
  constraint statement_opt_outs_pkey PRIMARY KEY (tenant_id, client_id)
  constraint statement_opt_outs_tenant_id_client_id_fkey FOREIGN KEY (tenant_id, client_id) REFERENCES clients(tenant_id, id) ON DELETE CASCADE
  constraint statement_opt_outs_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  CREATE TRIGGER check_moved BEFORE UPDATE OF client_id ON public.statement_opt_outs FOR EACH ROW WHEN (((old.client_id IS NOT NULL) AND (new.client_id IS NOT NULL) AND (old.client_id <> new.client_id))) EXECUTE FUNCTION app.check_client_move()
  CREATE TRIGGER refuse_merged BEFORE INSERT OR UPDATE OF client_id ON public.statement_opt_outs FOR EACH ROW WHEN ((new.client_id IS NOT NULL)) EXECUTE FUNCTION app.refuse_merged_client()
  CREATE TRIGGER tell_change AFTER INSERT OR DELETE OR UPDATE ON public.statement_opt_outs FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.tell_change('client', 'client_id', 'tenant_id')
  row security, forced
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy merging (permissive) for update to app_staff using app.is_merging(client_id) with check app.is_merging(client_id)
  policy staff (permissive) for all to app_staff using true with check true
  policy system (permissive) for select to app_system using true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may delete, select
  app_system may select
  crmfex_maintenance may delete, select
  app_staff may insert (client_id, created_at)
  app_staff may update (client_id)
  crmfex_maintenance may update (created_by)

create table statement_plans
  tenant_id uuid not null default app.tenant_id()
  is_on boolean not null
  day_of_month integer not null
  hour integer not null
  audience text not null
  last_period date
  version integer not null
  updated_at timestamp with time zone not null
  constraint statement_plans_last_period_check CHECK ((EXTRACT(day FROM last_period) = (1)::numeric))
  constraint statement_plans_pkey PRIMARY KEY (tenant_id)
  constraint statement_plans_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  constraint "statements go out between six and nineteen" CHECK (((hour >= 6) AND (hour <= 19)))
  constraint "statements go out on a day that every month has" CHECK (((day_of_month >= 1) AND (day_of_month <= 28)))
  constraint "statements go to who owes or to who had movements" CHECK ((audience = ANY (ARRAY['open'::text, 'moved'::text])))
  CREATE TRIGGER tell_change AFTER INSERT OR DELETE OR UPDATE ON public.statement_plans FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.tell_change('tenant', 'tenant_id', 'tenant_id')
  row security, forced
  policy gate (permissive) for select to crmfex_gate using true
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy staff (permissive) for all to app_staff using true with check true
  policy system (permissive) for all to app_system using true with check true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may select
  app_system may select
  crmfex_gate may select
  crmfex_maintenance may delete, select
  app_staff may insert (is_on, day_of_month, hour, audience, last_period, version, updated_at)
  app_staff may update (is_on, day_of_month, hour, audience, last_period, version, updated_at)
  app_system may update (last_period)

create table tags
  tenant_id uuid not null default app.tenant_id()
  id uuid not null
  name text collate "tr-x-icu" not null
  colour text not null
  version integer not null default 1
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  constraint "a tag has a name of at most 40 characters" CHECK (((length(name) >= 1) AND (length(name) <= 40)))
  constraint "a tag has one of the known colours" CHECK ((colour = ANY (ARRAY['grey'::text, 'red'::text, 'orange'::text, 'yellow'::text, 'green'::text, 'teal'::text, 'blue'::text, 'purple'::text])))
  constraint tags_pkey PRIMARY KEY (tenant_id, id)
  constraint tags_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  CREATE UNIQUE INDEX "no two tags share a name" ON public.tags USING btree (tenant_id, app.fold((name COLLATE pg_c_utf8)))
  CREATE TRIGGER tell_change AFTER INSERT OR DELETE OR UPDATE ON public.tags FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.tell_change('tag', 'id', 'tenant_id')
  row security, forced
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy staff (permissive) for all to app_staff using true with check true
  policy system (permissive) for select to app_system using true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may insert, select
  app_staff may delete, select
  app_system may select
  crmfex_maintenance may delete, select
  app_staff may insert (id, name, colour, created_at, updated_at)
  app_staff may update (name, colour, version, updated_at)

create table tenant_exports
  tenant_id uuid not null default app.tenant_id()
  id uuid not null
  state text not null default 'running'::text
  row_count bigint not null default 0
  file_count integer not null default 0
  size_bytes bigint
  problem text
  requested_by uuid default app.user_id()
  created_at timestamp with time zone not null default now()
  ready_at timestamp with time zone
  expires_at timestamp with time zone not null
  mailed_at timestamp with time zone
  held_until timestamp with time zone
  constraint "a problem of an export has a name" CHECK ((problem = ANY (ARRAY['store'::text, 'database'::text, 'other'::text])))
  constraint "a ready export has a size and a time" CHECK (((state <> 'ready'::text) OR ((ready_at IS NOT NULL) AND (size_bytes IS NOT NULL))))
  constraint "an export of a business is running, ready or failed" CHECK ((state = ANY (ARRAY['running'::text, 'ready'::text, 'failed'::text])))
  constraint tenant_exports_file_count_check CHECK ((file_count >= 0))
  constraint tenant_exports_pkey PRIMARY KEY (tenant_id, id)
  constraint tenant_exports_row_count_check CHECK ((row_count >= 0))
  constraint tenant_exports_size_bytes_check CHECK ((size_bytes >= 0))
  constraint tenant_exports_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  CREATE UNIQUE INDEX one_export_of_a_business_runs ON public.tenant_exports USING btree (tenant_id) WHERE (state = 'running'::text)
  CREATE INDEX tenant_exports_by_end ON public.tenant_exports USING btree (expires_at)
  CREATE TRIGGER tell_change AFTER INSERT OR DELETE OR UPDATE ON public.tenant_exports FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.tell_change('tenantExport', 'id', 'tenant_id')
  row security, forced
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy staff (permissive) for all to app_staff using true with check true
  policy system (permissive) for all to app_system using true with check true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may select
  app_staff may delete, select
  app_system may select
  crmfex_maintenance may delete, select
  app_staff may insert (id, created_at, expires_at)
  app_system may update (state, row_count, file_count, size_bytes, problem, ready_at, expires_at, mailed_at, held_until)
  crmfex_maintenance may update (requested_by)

create table tenant_imports
  tenant_id uuid not null default app.tenant_id()
  id uuid not null
  file_name text not null
  size_bytes bigint not null
  state text not null default 'uploading'::text
  found jsonb
  row_count bigint not null default 0
  file_count integer not null default 0
  problem text
  problem_detail jsonb not null default '{}'::jsonb
  people jsonb not null default '[]'::jsonb
  requested_by uuid default app.user_id()
  created_at timestamp with time zone not null default now()
  kept_at timestamp with time zone
  finished_at timestamp with time zone
  expires_at timestamp with time zone not null
  held_until timestamp with time zone
  cut_off_count integer not null default 0
  constraint "a problem of an import has a short name" CHECK (((length(problem) >= 1) AND (length(problem) <= 60)))
  constraint "a ready import kept its rows" CHECK (((state <> 'ready'::text) OR ((kept_at IS NOT NULL) AND (finished_at IS NOT NULL))))
  constraint "an import has a file name of at most 200 letters" CHECK (((length(file_name) >= 1) AND (length(file_name) <= 200)))
  constraint "an import of a business is in one of its states" CHECK ((state = ANY (ARRAY['uploading'::text, 'found'::text, 'running'::text, 'ready'::text, 'failed'::text])))
  constraint "an import that looked knows what it found" CHECK (((state = 'uploading'::text) OR (state = 'failed'::text) OR (found IS NOT NULL)))
  constraint tenant_imports_cut_off_count_check CHECK ((cut_off_count >= 0))
  constraint tenant_imports_file_count_check CHECK ((file_count >= 0))
  constraint tenant_imports_found_check CHECK ((length((found)::text) <= 20000))
  constraint tenant_imports_people_check CHECK ((length((people)::text) <= 2000000))
  constraint tenant_imports_pkey PRIMARY KEY (tenant_id, id)
  constraint tenant_imports_problem_detail_check CHECK ((length((problem_detail)::text) <= 8000))
  constraint tenant_imports_row_count_check CHECK ((row_count >= 0))
  constraint tenant_imports_size_bytes_check CHECK ((size_bytes >= 1))
  constraint tenant_imports_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON DELETE CASCADE
  CREATE UNIQUE INDEX one_import_of_a_business_is_open ON public.tenant_imports USING btree (tenant_id) WHERE (state = ANY (ARRAY['uploading'::text, 'found'::text, 'running'::text]))
  CREATE INDEX tenant_imports_by_end ON public.tenant_imports USING btree (expires_at)
  CREATE TRIGGER tell_change AFTER INSERT OR DELETE OR UPDATE ON public.tenant_imports FOR EACH ROW WHEN ((CURRENT_USER <> 'crmfex_maintenance'::name)) EXECUTE FUNCTION app.tell_change('tenantImport', 'id', 'tenant_id')
  row security, forced
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy staff (permissive) for all to app_staff using true with check true
  policy system (permissive) for all to app_system using true with check true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (tenant_id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may select
  app_staff may delete, select
  app_system may select
  crmfex_maintenance may delete, select
  app_staff may insert (id, file_name, size_bytes, created_at, expires_at)
  app_staff may update (state, found, problem, problem_detail, expires_at)
  app_system may update (state, row_count, file_count, problem, problem_detail, finished_at, expires_at, held_until, cut_off_count)
  crmfex_maintenance may update (state, row_count, file_count, people, requested_by, kept_at)

create table tenants
  id uuid not null
  name text not null
  language text not null default 'tr'::text
  currency text not null default 'TRY'::text
  time_zone text not null default 'Europe/Istanbul'::text
  version integer not null default 1
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  tax_number text
  tax_office text
  address_line text
  district text
  city text
  postal_code text
  country text not null default 'TR'::text
  email text
  phone text
  website text
  invoice_series text not null default 'FTR'::text
  payment_days integer not null default 14
  invoice_notes text
  brand_colour text
  logo_key text
  return_series text
  legal_form text
  bank_accounts jsonb not null default '[]'::jsonb
  units jsonb not null default '["C62", "HUR", "DAY", "WEE", "MON", "ANN", "KGM", "GRM", "TNE", "MTR", "MTK", "MTQ", "KMT", "LTR", "KWH", "SET", "PK", "BX"]'::jsonb
  vat_rates jsonb not null default '["20", "10", "1", "0"]'::jsonb
  payment_terms jsonb not null default '[]'::jsonb
  number_pattern text not null default '{series}{year}{number:9}'::text
  invoice_design text not null default 'classic'::text
  constraint "a Turkish business numbers as the e-document rules say" CHECK (((country <> 'TR'::text) OR (number_pattern = '{series}{year}{number:9}'::text)))
  constraint "a design of invoices is one of ours" CHECK ((invoice_design = ANY (ARRAY['classic'::text, 'modern'::text, 'compact'::text])))
  constraint tenant_bank_accounts_hold CHECK (app.are_bank_accounts(bank_accounts))
  constraint tenant_logo_is_its_own CHECK ((logo_key ~~ (id || '/logo/%'::text)))
  constraint tenant_name_is_short CHECK (((length(name) >= 1) AND (length(name) <= 200)))
  constraint tenant_number_pattern_holds CHECK (app.is_number_pattern(number_pattern))
  constraint tenant_tax_number_holds CHECK (app.is_tax_number(tax_number))
  constraint tenants_address_line_check CHECK (((length(address_line) >= 1) AND (length(address_line) <= 300)))
  constraint tenants_brand_colour_check CHECK ((brand_colour ~ '^#[0-9a-f]{6}$'::text))
  constraint tenants_city_check CHECK (((length(city) >= 1) AND (length(city) <= 100)))
  constraint tenants_country_check CHECK ((country ~ '^[A-Z]{2}$'::text))
  constraint tenants_currency_check CHECK ((currency = ANY (ARRAY['TRY'::text, 'EUR'::text, 'USD'::text, 'GBP'::text])))
  constraint tenants_district_check CHECK (((length(district) >= 1) AND (length(district) <= 100)))
  constraint tenants_email_check CHECK ((length(email) <= 254))
  constraint tenants_invoice_notes_check CHECK ((length(invoice_notes) <= 2000))
  constraint tenants_invoice_series_check CHECK ((invoice_series ~ '^[A-Z0-9]{3}$'::text))
  constraint tenants_language_check CHECK ((language = ANY (ARRAY['tr'::text, 'en'::text])))
  constraint tenants_legal_form_check CHECK ((legal_form = ANY (ARRAY['soleTrader'::text, 'limited'::text, 'jointStock'::text, 'partnership'::text, 'cooperative'::text, 'association'::text, 'other'::text])))
  constraint tenants_payment_days_check CHECK (((payment_days >= 0) AND (payment_days <= 365)))
  constraint tenants_payment_terms_check CHECK (app.are_payment_terms(payment_terms))
  constraint tenants_phone_check CHECK ((length(phone) <= 30))
  constraint tenants_pkey PRIMARY KEY (id)
  constraint tenants_postal_code_check CHECK (((length(postal_code) >= 1) AND (length(postal_code) <= 20)))
  constraint tenants_return_series_check CHECK ((return_series ~ '^[A-Z0-9]{3}$'::text))
  constraint tenants_tax_office_check CHECK (((length(tax_office) >= 1) AND (length(tax_office) <= 100)))
  constraint tenants_units_check CHECK (app.are_codes(units, '^[A-Z0-9]{2,3}$'::text))
  constraint tenants_vat_rates_check CHECK (app.are_codes(vat_rates, '^(100(\.0{1,4})?|(0|[1-9][0-9]?)(\.[0-9]{1,4})?)$'::text))
  constraint tenants_website_check CHECK ((length(website) <= 200))
  CREATE TRIGGER keep_usual_series AFTER INSERT OR UPDATE OF invoice_series, return_series ON public.tenants FOR EACH ROW WHEN ((CURRENT_USER <> 'app_import'::name)) EXECUTE FUNCTION app.keep_usual_series()
  CREATE TRIGGER tell_change AFTER UPDATE ON public.tenants FOR EACH ROW EXECUTE FUNCTION app.tell_change('tenant', 'id', 'id')
  row security, forced
  policy gate (permissive) for select to crmfex_gate using true
  policy identity (permissive) for select to app_identity using (EXISTS ( SELECT
   FROM members m
  WHERE (m.tenant_id = tenants.id)))
  policy identity_founds (permissive) for insert to app_identity with check (id = ( SELECT app.tenant_id() AS tenant_id))
  policy identity_invited (permissive) for select to app_identity using ((id = ( SELECT app.tenant_id() AS tenant_id)) AND (EXISTS ( SELECT
   FROM invitations i
  WHERE (i.tenant_id = tenants.id))))
  policy import (permissive) for all to app_import using true
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy portal (permissive) for select to app_portal using true
  policy staff (permissive) for all to app_staff using true
  policy system (permissive) for all to app_system using true
  policy tenant (restrictive) for all to app_import, app_portal, app_staff, app_system using (id = ( SELECT app.tenant_id() AS tenant_id))
  app_import may select, update
  app_staff may select
  app_system may select
  crmfex_maintenance may delete, select
  app_identity may insert (id, name, language, currency, time_zone, country)
  app_identity may select (id, name, currency, time_zone)
  app_portal may select (id, name, time_zone)
  app_staff may update (name, language, currency, time_zone, version, updated_at, tax_number, tax_office, address_line, district, city, postal_code, country, email, phone, website, invoice_series, payment_days, invoice_notes, brand_colour, logo_key, return_series, legal_form, bank_accounts, units, vat_rates, payment_terms, number_pattern, invoice_design)
  crmfex_gate may select (id, name, time_zone)
  crmfex_maintenance may insert (id, name)

create table user_tokens
  token_hash bytea not null
  purpose text not null
  email text not null
  user_id uuid
  sign_up_id uuid
  mail_id uuid not null
  created_at timestamp with time zone not null default now()
  expires_at timestamp with time zone not null
  used_at timestamp with time zone
  constraint reset_is_short CHECK (((purpose <> 'reset'::text) OR (expires_at <= (created_at + '00:30:00'::interval))))
  constraint user_token_has_one_subject CHECK ((((purpose = 'verify'::text) = (sign_up_id IS NOT NULL)) AND ((purpose = 'reset'::text) = (user_id IS NOT NULL))))
  constraint user_token_is_hashed CHECK ((length(token_hash) = 32))
  constraint user_tokens_email_check CHECK ((email = lower((email COLLATE "C"))))
  constraint user_tokens_pkey PRIMARY KEY (token_hash)
  constraint user_tokens_purpose_check CHECK ((purpose = ANY (ARRAY['verify'::text, 'reset'::text])))
  constraint user_tokens_sign_up_id_fkey FOREIGN KEY (sign_up_id) REFERENCES sign_ups(id) ON DELETE CASCADE
  constraint user_tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
  constraint verify_is_short CHECK (((purpose <> 'verify'::text) OR (expires_at <= (created_at + '24:00:00'::interval))))
  CREATE INDEX user_tokens_by_email ON public.user_tokens USING btree (email, purpose)
  CREATE INDEX user_tokens_by_expiry ON public.user_tokens USING btree (expires_at)
  CREATE INDEX user_tokens_by_sign_up ON public.user_tokens USING btree (sign_up_id)
  CREATE INDEX user_tokens_by_user ON public.user_tokens USING btree (user_id)
  row security, forced
  policy addressee (permissive) for all to app_system using ((( SELECT app.tenant_id() AS tenant_id) = ( SELECT app.platform_tenant() AS platform_tenant)) AND (EXISTS ( SELECT
   FROM mails m
  WHERE (m.recipient = user_tokens.email))))
  policy gate (permissive) for all to crmfex_gate using true
  policy identity (permissive) for all to app_identity using (email = ( SELECT app.email() AS email))
  policy maintenance (permissive) for all to crmfex_maintenance using true
  app_identity may delete, select
  app_system may delete
  crmfex_gate may delete
  crmfex_maintenance may delete, select
  app_identity may update (used_at)
  app_system may insert (token_hash, purpose, email, user_id, sign_up_id, mail_id, expires_at)
  app_system may select (purpose, email, mail_id)
  crmfex_gate may select (token_hash, purpose, email, user_id, sign_up_id, expires_at, used_at)

create table users
  id uuid not null
  email text not null
  name text not null
  language text not null
  password_hash text not null
  email_verified_at timestamp with time zone not null
  password_changed_at timestamp with time zone not null default now()
  created_at timestamp with time zone not null default now()
  updated_at timestamp with time zone not null default now()
  picture_id uuid
  constraint email_is_in_small_letters CHECK (((email = lower((email COLLATE "C"))) AND ((length(email) >= 6) AND (length(email) <= 254))))
  constraint email_is_unique UNIQUE (email)
  constraint password_is_hashed CHECK (((password_hash ~~ '$argon2id$v=19$%'::text) AND (length(password_hash) <= 300)))
  constraint user_name_is_short CHECK (((length(name) >= 1) AND (length(name) <= 120)))
  constraint users_language_check CHECK ((language = ANY (ARRAY['tr'::text, 'en'::text])))
  constraint users_pkey PRIMARY KEY (id)
  CREATE CONSTRAINT TRIGGER account_passed_the_age_gate AFTER INSERT ON public.users DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((CURRENT_USER ~~ 'app\_%'::text)) EXECUTE FUNCTION app.require_age()
  row security, forced
  policy addressee (permissive) for select to app_system using ((( SELECT app.tenant_id() AS tenant_id) = ( SELECT app.platform_tenant() AS platform_tenant)) AND (EXISTS ( SELECT
   FROM mails m
  WHERE (m.recipient = users.email))))
  policy colleagues (permissive) for select to app_staff, app_system using ((id = ( SELECT app.user_id() AS user_id)) OR (EXISTS ( SELECT
   FROM members m
  WHERE (m.user_id = users.id))))
  policy gate (permissive) for select to crmfex_gate using true
  policy identity (permissive) for all to app_identity using (email = ( SELECT app.email() AS email))
  policy maintenance (permissive) for all to crmfex_maintenance using true
  policy moves (permissive) for update to app_identity using (id = ( SELECT app.user_id() AS user_id))
  policy oneself (permissive) for select to app_identity using (id = ( SELECT app.user_id() AS user_id))
  policy own (permissive) for update to app_staff using (id = ( SELECT app.user_id() AS user_id))
  policy system_picture (permissive) for update to app_system using (EXISTS ( SELECT
   FROM members m
  WHERE (m.user_id = users.id)))
  policy told (permissive) for select to app_system using ((( SELECT app.tenant_id() AS tenant_id) = ( SELECT app.platform_tenant() AS platform_tenant)) AND (EXISTS ( SELECT
   FROM mails m
  WHERE (m.user_id = users.id))))
  app_identity may select
  crmfex_maintenance may delete, select
  app_identity may insert (id, email, name, language, password_hash, email_verified_at)
  app_identity may select (picture_id)
  app_identity may update (email, password_hash, email_verified_at, password_changed_at, updated_at)
  app_staff may select (id, email, name, language, created_at, picture_id)
  app_staff may update (name, language, updated_at, picture_id)
  app_system may select (id, email, name, language, created_at, picture_id)
  app_system may update (updated_at, picture_id)
  crmfex_gate may select (id, email, name, language)

CREATE OR REPLACE FUNCTION app.actor_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$ select coalesce(app.user_id(), app.link_id()) $function$;
-- owned by crmfex_owner, executable by app_identity, app_import, app_portal, app_staff, app_system, crmfex_gate, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.actor_kind()
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('app.actor_kind', true), '') $function$;
-- owned by crmfex_owner, executable by app_identity, app_import, app_portal, app_staff, app_system, crmfex_gate, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.actor_name(actor uuid)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  select case when actor is not null then coalesce((select u.name from public.users u where u.id = actor), '') end
$function$;
-- owned by crmfex_owner, executable by app_import, app_staff, app_system, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.amount_words(minor bigint)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select concat_ws(' ', plain, translate(plain, '.', ','), grouped, translate(grouped, ',.', '.,'))
  from (select to_char(minor / 100.0, 'FM999999999990.00') as plain, to_char(minor / 100.0, 'FM999,999,999,990.00') as grouped) a
$function$;
-- owned by crmfex_owner, executable by app_import, app_staff, app_system, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.archive_waits()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  insert into public.invoice_archives (tenant_id, invoice_id, state) values (new.tenant_id, new.id, new.state) on conflict do nothing;
  return null;
end
$function$;
-- owned by crmfex_owner, executable by app_import, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.are_bank_accounts(value jsonb)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select jsonb_typeof(value) = 'array' and jsonb_array_length(value) <= 20 and not exists (
    select from jsonb_array_elements(value) account
    where not (app.is_iban(account ->> 'iban') and account ->> 'currency' in ('TRY', 'EUR', 'USD', 'GBP')
      and coalesce(length(account ->> 'label'), 1) between 1 and 60 and coalesce(length(account ->> 'bankName'), 1) between 1 and 100)
      is true
  )
$function$;
-- owned by crmfex_owner, executable by app_identity, app_import, app_staff, app_system, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.are_codes(value jsonb, pattern text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select jsonb_typeof(value) = 'array' and jsonb_array_length(value) between 1 and 60
    and not exists (select from jsonb_array_elements_text(value) code where code !~ pattern)
    and (select count(distinct code) = count(*) from jsonb_array_elements_text(value) code)
$function$;
-- owned by crmfex_owner, executable by app_identity, app_import, app_staff, app_system, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.are_payment_terms(value jsonb)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select jsonb_typeof(value) = 'array' and jsonb_array_length(value) <= 20 and not exists (
    select from jsonb_array_elements(value) term
    where not (length(term ->> 'name') between 1 and 60 and (term ->> 'days')::numeric between 0 and 365) is true
  )
$function$;
-- owned by crmfex_owner, executable by app_identity, app_import, app_staff, app_system, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.are_prices(prices jsonb)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select case when jsonb_typeof(prices) = 'array' then
    jsonb_array_length(prices) = (
      select count(distinct price ->> 'currency') from jsonb_array_elements(prices) as price
      where price ->> 'currency' in ('TRY', 'EUR', 'USD', 'GBP') and jsonb_typeof(price -> 'unitPrice') = 'string'
        and price ->> 'unitPrice' ~ '^(0|[1-9]\d{0,11})(\.\d{1,6})?$'
    )
  else false end
$function$;
-- owned by crmfex_owner, executable by app_import, app_portal, app_staff, app_system, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.begin_beyond_history()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  last record;
begin
  perform app.lock_series(new.tenant_id, new.series, new.year);
  perform from invoice_counters k where k.tenant_id = new.tenant_id and k.series = new.series and k.year = new.year;
  if found then return new; end if;
  if new.last_sequence <> 1 then
    raise exception 'the numbers of a series begin at 1' using errcode = 'check_violation',
      constraint = 'the numbers of a series begin at 1', table = 'invoice_counters';
  end if;
  select max(i.sequence) as sequence, max(i.issue_date) as day into last
    from invoices i where i.tenant_id = new.tenant_id and i.series = new.series and i.year = new.year;
  new.last_sequence := coalesce(last.sequence, 0) + 1;
  new.last_issue_date := greatest(new.last_issue_date, last.day);
  return new;
end $function$;
-- owned by crmfex_owner, executable by app_import, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.check_allocation()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if new.reverses_id is not null and not exists (
    select from payment_allocations a where a.tenant_id = new.tenant_id and a.id = new.reverses_id and a.payment_id = new.payment_id
      and a.invoice_id = new.invoice_id and a.amount_minor = -new.amount_minor and a.overpays = new.overpays
  ) then
    raise exception 'a reversal mirrors what it takes back' using errcode = 'check_violation',
      constraint = 'a reversal mirrors what it takes back', table = 'payment_allocations';
  end if;
  if not exists (
    select from payments p join invoices i on i.tenant_id = p.tenant_id and i.client_id = p.client_id and i.currency = p.currency
    where p.tenant_id = new.tenant_id and p.id = new.payment_id and i.id = new.invoice_id
  ) then
    raise exception 'payment and invoice are of one client and currency' using errcode = 'check_violation',
      constraint = 'payment and invoice are of one client and currency', table = 'payment_allocations';
  end if;
  return new;
end $function$;
-- owned by crmfex_owner, executable by app_import, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.check_cancel()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if exists (
    select from invoices r where r.tenant_id = new.tenant_id and r.original_id = new.id and r.state = 'issued'
  ) then
    raise exception 'an invoice with returns cannot be cancelled' using errcode = 'check_violation',
      constraint = 'an invoice with returns cannot be cancelled', table = 'invoices';
  end if;
  return new;
end $function$;
-- owned by crmfex_owner, executable by app_import, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.check_client_move()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  movable constant text[] := array['client_id', 'is_primary', 'is_default', 'version', 'updated_at'] || array(
    select a.attname::text from pg_attribute a where a.attrelid = tg_relid and a.attgenerated <> '');
begin
  if not exists (
    select from client_merges m where m.tenant_id = new.tenant_id and m.acting = pg_current_xact_id() and case
      when m.undone_at is null then (old.client_id, new.client_id) = (m.merged_id, m.survivor_id)
      else (old.client_id, new.client_id) = (m.survivor_id, m.merged_id) end
  ) or to_jsonb(new) - movable is distinct from to_jsonb(old) - movable then
    raise exception 'a record changes its client only by a merge' using errcode = 'check_violation',
      constraint = 'a record changes its client only by a merge', table = tg_table_name;
  end if;
  return new;
end $function$;
-- owned by crmfex_owner, executable by app_import, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.check_custom_values()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if exists (
    select from jsonb_each(new.custom_fields) v
    where (tg_op = 'INSERT' or old.custom_fields -> v.key is distinct from v.value) and not exists (
      select from custom_fields f where f.tenant_id = new.tenant_id and f.id::text = v.key and f.subject = tg_argv[0]
        and app.is_custom_value(f.type, f.choices, v.value))
  ) then
    raise exception 'a custom value fits its field' using errcode = 'check_violation',
      constraint = 'a custom value fits its field', table = tg_table_name;
  end if;
  return new;
end $function$;
-- owned by crmfex_owner, executable by app_import, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.check_history()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  perform app.lock_series(new.tenant_id, new.series, new.year);
  if exists (
    select from invoice_counters k where k.tenant_id = new.tenant_id and k.series = new.series and k.year = new.year
      and k.last_sequence < new.sequence
  ) then
    raise exception 'a number to come cannot be an old one' using errcode = 'check_violation',
      constraint = 'a number to come cannot be an old one', table = 'invoices';
  end if;
  return new;
end $function$;
-- owned by crmfex_owner, executable by app_import, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.check_issue(issued invoices)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  refused text := app.issue_fault(issued);
begin
  if refused is not null then
    raise exception '%', refused using errcode = 'check_violation', constraint = refused, table = 'invoices';
  end if;
end
$function$;
-- owned by crmfex_owner, executable by app_import, app_staff, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.check_mail()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  refusal text := app.mail_refusal(new.client_id, array[new.recipient] || array(select jsonb_array_elements_text(new.cc)), new.kind <> 'free');
begin
  if refusal = 'restricted' then
    raise exception 'who is restricted gets no mail' using errcode = 'check_violation',
      constraint = 'who is restricted gets no mail', table = 'deliveries';
  elsif refusal = 'objected' then
    raise exception 'who objected gets no such mail' using errcode = 'check_violation',
      constraint = 'who objected gets no such mail', table = 'deliveries';
  end if;
  return new;
end $function$;
-- owned by crmfex_owner, executable by app_import, app_staff, app_system, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.check_member_restriction()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  actor_role text;
  restricted_role text;
begin
  perform pg_advisory_xact_lock(hashtextextended('owners ' || new.tenant_id, 0));
  -- Whoever was restricted while they waited for the lock no longer decides.
  if app.is_member_restricted(new.tenant_id, app.user_id()) then
    raise exception 'the member is restricted' using errcode = 'CF425';
  end if;
  select m.role into restricted_role from public.members m where m.tenant_id = new.tenant_id and m.user_id = new.user_id;
  if tg_op = 'INSERT' and restricted_role is null then
    raise exception 'only a member is restricted' using errcode = '23514', constraint = 'only a member is restricted';
  end if;
  if restricted_role = 'owner' then
    select m.role into actor_role from public.members m where m.tenant_id = new.tenant_id and m.user_id = app.user_id();
    if actor_role is distinct from 'owner' then
      raise exception 'only an owner decides about owners' using errcode = 'CF403';
    end if;
    if tg_op = 'INSERT' and not app.has_owner(new.tenant_id, new.user_id) then
      raise exception 'an owner who can act stays' using errcode = '23514', constraint = 'an owner who can act stays';
    end if;
  end if;
  return new;
end
$function$;
-- owned by crmfex_owner, executable by app_import, app_staff, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.check_return()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  original invoices;
begin
  select * into original from invoices i where i.tenant_id = new.tenant_id and i.id = new.original_id for no key update;
  if original.state is distinct from 'issued' or original.kind <> 'sale'
    or (original.client_id, original.currency) is distinct from (new.client_id, new.currency)
  then
    raise exception 'only an issued invoice of the same client goes back' using errcode = 'check_violation',
      constraint = 'only an issued invoice of the same client goes back', table = 'invoices';
  end if;
  if exists (
    select from (
      select l.original_position, sum(l.quantity) as quantity, sum(l.amount_minor) as amount_minor
      from invoice_lines l join invoices r on r.tenant_id = l.tenant_id and r.id = l.invoice_id
      where r.tenant_id = new.tenant_id and r.original_id = new.original_id and (r.state = 'issued' or r.id = new.id)
      group by 1
    ) back
    left join invoice_lines o
      on o.tenant_id = new.tenant_id and o.invoice_id = new.original_id and o.position = back.original_position
    where o.position is null or back.quantity > o.quantity or back.amount_minor > o.amount_minor
  ) or (
    select coalesce(sum((c ->> 'amountMinor')::bigint), 0) from jsonb_array_elements(original.charges) c
  ) < (
    select coalesce(sum((c ->> 'amountMinor')::bigint), 0) from invoices r cross join jsonb_array_elements(r.charges) c
    where r.tenant_id = new.tenant_id and r.original_id = new.original_id and (r.state = 'issued' or r.id = new.id)
  ) then
    raise exception 'a return takes back no more than was sold' using errcode = 'check_violation',
      constraint = 'a return takes back no more than was sold', table = 'invoices';
  end if;
  return new;
end $function$;
-- owned by crmfex_owner, executable by app_import, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.check_series()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  perform from number_series s
    where s.tenant_id = new.tenant_id and s.code = new.chosen_series and s.kind = 'sale' and s.retired_at is null for key share;
  if not found then
    raise exception 'only a series in use numbers invoices' using errcode = 'check_violation',
      constraint = 'only a series in use numbers invoices', table = 'invoices';
  end if;
  return new;
end $function$;
-- owned by crmfex_owner, executable by app_import, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.claim_key(claimed text, hash bytea)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if not pg_try_advisory_xact_lock(hashtextextended(concat_ws(' ', app.tenant_id(), app.actor_id(), claimed), 0)) then
    raise exception 'the first call is still running' using errcode = 'CF409';
  end if;
  perform from public.idempotency_keys k
    where k.tenant_id = app.tenant_id() and k.actor_id = app.actor_id() and k.key = claimed;
  if found then raise exception 'already answered' using errcode = 'CF200'; end if;
  insert into public.idempotency_keys (key, request_hash) values (claimed, hash);
end
$function$;
-- owned by crmfex_owner, executable by app_import, app_portal, app_staff, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.count_sign_in()
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
declare
  hash bytea := sha256(convert_to(app.email(), 'UTF8'));
  state record;
begin
  insert into public.sign_in_failures (email_hash, failures, last_at, next_at) values (hash, 0, now(), now())
  on conflict (email_hash) do nothing;
  select * into strict state from public.sign_in_failures f where f.email_hash = hash for update;
  if state.next_at > clock_timestamp() then
    return greatest(1, ceil(extract(epoch from state.next_at - clock_timestamp())))::integer;
  end if;
  update public.sign_in_failures f
  set failures = f.failures + 1, last_at = clock_timestamp(),
    next_at = clock_timestamp() + case when f.failures < 5 then interval '0' else least(interval '15 minutes', interval '1 second' * 2 ^ least(f.failures - 5, 20)) end
  where f.email_hash = hash;
  return null;
end
$function$;
-- owned by crmfex_owner, executable by app_identity, app_import, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.custom_words(fields jsonb)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select coalesce(string_agg(value #>> '{}', ' '), '') from jsonb_each(fields) where jsonb_typeof(value) = 'string'
$function$;
-- owned by crmfex_owner, executable by app_import, app_staff, app_system, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.defer_message(message uuid, at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  update public.outbox set next_at = at where tenant_id = app.tenant_id() and id = message;
  if not found then raise exception 'another delivery was faster' using errcode = 'CF410'; end if;
end
$function$;
-- owned by crmfex_owner, executable by app_import, app_system, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.document_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('app.document_id', true), '')::uuid $function$;
-- owned by crmfex_owner, executable by app_identity, app_import, app_portal, app_staff, app_system, crmfex_gate, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.document_number(pattern text, series text, year integer, sequence integer)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select replace(replace(replace(
    regexp_replace(pattern, '\{number:[1-9]\}', lpad(sequence::text,
      greatest(length(sequence::text), substring(pattern from '\{number:([1-9])\}')::int), '0')),
    '{series}', series), '{year}', year::text), '{yy}', right(year::text, 2))
$function$;
-- owned by crmfex_owner, executable by app_identity, app_import, app_staff, app_system, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.email()
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('app.email', true), '') $function$;
-- owned by crmfex_owner, executable by app_identity, app_import, app_portal, app_staff, app_system, crmfex_gate, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.finish_message(message uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  delete from public.outbox where tenant_id = app.tenant_id() and id = message;
  if not found then raise exception 'another delivery was faster' using errcode = 'CF410'; end if;
end
$function$;
-- owned by crmfex_owner, executable by app_import, app_system, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.first_filled_table()
 RETURNS text
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  found record;
  is_filled boolean;
begin
  for found in
    select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and has_table_privilege('app_import', c.oid, 'INSERT')
      and has_column_privilege(c.oid, a.attnum, 'SELECT') and c.relname not in ('number_series', 'search_entries')
    order by c.relname not in ('clients', 'invoices', 'products', 'payments', 'files'), c.relname
  loop
    execute format('select exists (select from public.%I where tenant_id = app.tenant_id())', found.relname) into is_filled;
    if is_filled then return found.relname; end if;
  end loop;
  return null;
end
$function$;
-- owned by crmfex_owner, executable by app_import, app_staff, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.fold(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$ select lower(translate(value,
       'İIıŞşĞğÇçÜüÖöÂâÎîÛûÁáÀàÄäÃãÅåÉéÈèÊêËëÍíÌìÏïÓóÒòÔôÕõÚúÙùÑñß',
       'iiissggccuuooaaiiuuaaaaaaaaaaeeeeeeeeiiiiiioooooooouuuunns')) $function$;
-- owned by crmfex_owner, executable by app_identity, app_import, app_portal, app_staff, app_system, crmfex_gate, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.follow_contact_name()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if new.contact_name is null then
    update client_contacts set is_primary = false
      where tenant_id = new.tenant_id and client_id = new.id and is_primary;
    return null;
  end if;
  update client_contacts set name = new.contact_name, version = version + 1, updated_at = now()
    where tenant_id = new.tenant_id and client_id = new.id and is_primary;
  if not found then
    insert into client_contacts (client_id, name, role, is_primary) values (new.id, new.contact_name, 'billing', true);
  end if;
  return null;
end $function$;
-- owned by crmfex_owner, executable by app_import, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.follow_primary_contact()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  touched client_contacts := case when tg_op = 'DELETE' then old else new end;
  known text;
begin
  select contact.name into known from client_contacts contact
    where contact.tenant_id = touched.tenant_id and contact.client_id = touched.client_id and contact.is_primary;
  update clients set contact_name = known
    where tenant_id = touched.tenant_id and id = touched.client_id and contact_name is distinct from known;
  return null;
end $function$;
-- owned by crmfex_owner, executable by app_import, crmfex_maintenance

CREATE OR REPLACE PROCEDURE app.guard(IN table_name text)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format('alter table public.%I enable row level security', table_name);
  execute format('alter table public.%I force row level security', table_name);
  execute format('create policy tenant on public.%I as restrictive to app_staff, app_portal, app_system, app_import
    using (tenant_id = (select app.tenant_id()))', table_name);
  execute format('create policy maintenance on public.%I to crmfex_maintenance using (true)', table_name);
  execute format('grant select, delete on public.%I to crmfex_maintenance', table_name);
  -- A table that no import fills takes this back: `revoke insert on … from app_import`.
  execute format('create policy import on public.%I to app_import using (true)', table_name);
  execute format('grant select, insert on public.%I to app_import', table_name);
end
$procedure$;
-- owned by crmfex_owner, executable by nobody else

CREATE OR REPLACE FUNCTION app.has_owner(tenant uuid, but uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select exists (
    select from public.members m where m.tenant_id = tenant and m.role = 'owner' and m.user_id is distinct from but
      and not exists (select from public.account_closings a where a.user_id = m.user_id)
      and not app.is_member_restricted(tenant, m.user_id)
  )
$function$;
-- owned by crmfex_owner, executable by app_import, app_staff, crmfex_gate, crmfex_maintenance

CREATE OR REPLACE PROCEDURE app.index_search(IN table_name text, IN kind text, IN columns text, IN expression text)
 LANGUAGE plpgsql
AS $procedure$
begin
  -- Forced row security would hide every row from the owner, who alone fills the index.
  execute format('alter table public.%I no force row level security', table_name);
  execute format('alter table public.clients no force row level security');
  execute format('alter table public.search_entries no force row level security');
  execute format(
    'insert into public.search_entries (tenant_id, kind, id, parent_id, title, detail, amount_minor, currency, name, words)
     select r.tenant_id, %L, r.id, e.parent_id, e.title, e.detail, e.amount_minor, e.currency,
       app.fold(e.title collate "pg_c_utf8"), '' '' || app.fold(e.words collate "pg_c_utf8")
     from public.%I r cross join lateral (%s) e', kind, table_name, expression);
  execute format('alter table public.%I force row level security', table_name);
  execute format('alter table public.clients force row level security');
  execute format('alter table public.search_entries force row level security');
  execute format('create trigger keep_search_entry after insert or delete or update of %s on public.%I
    for each row execute function app.keep_search_entry(%L, %L)', columns, table_name, kind, expression);
end $procedure$;
-- owned by crmfex_owner, executable by nobody else

CREATE OR REPLACE FUNCTION app.is_custom_value(type text, choices jsonb, value jsonb)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select case
    when type = 'yesNo' then jsonb_typeof(value) = 'boolean'
    when jsonb_typeof(value) <> 'string' then false
    when type = 'text' then length(value #>> '{}') between 1 and 500
    when type = 'number' then value #>> '{}' ~ '^-?(0|[1-9]\d{0,11})(\.\d{1,6})?$'
    when type = 'date' then value #>> '{}' ~ '^\d{4}-\d\d-\d\d$' and pg_input_is_valid(value #>> '{}', 'date')
    when type = 'choice' then choices ? (value #>> '{}')
    when type = 'link' then value #>> '{}' ~ '^https?://\S+$' and length(value #>> '{}') <= 500
    else false end
$function$;
-- owned by crmfex_owner, executable by app_import, app_staff, app_system, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.is_iban(value text)
 RETURNS boolean
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
declare
  moved text := substr(value, 5) || left(value, 4);
  digits text := '';
begin
  if value !~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$' then return false; end if;
  for place in 1 .. length(moved) loop
    digits := digits || case when substr(moved, place, 1) ~ '[0-9]' then substr(moved, place, 1)
      else (ascii(substr(moved, place, 1)) - 55)::text end;
  end loop;
  return digits::numeric % 97 = 1;
end
$function$;
-- owned by crmfex_owner, executable by app_identity, app_import, app_staff, app_system, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.is_logo_printed(key text)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$
begin
  return exists (select from public.invoices i where i.tenant_id = app.tenant_id() and i.seller ->> 'logoKey' = key);
end
$function$;
-- owned by crmfex_owner, executable by app_import, app_system, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.is_member_restricted(tenant uuid, person uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select exists (select from member_restrictions r where r.tenant_id = tenant and r.user_id = person and r.lifted_at is null)
$function$;
-- owned by crmfex_owner, executable by app_identity, app_import, app_staff, app_system, crmfex_gate, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.is_merging(client uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select exists (
    select from client_merges m where m.tenant_id = app.tenant_id() and m.acting = pg_current_xact_id_if_assigned()
      and client in (m.survivor_id, m.merged_id))
$function$;
-- owned by crmfex_owner, executable by app_import, app_staff, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.is_number_pattern(pattern text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select length(pattern) <= 60 and pattern ~ '^([A-Z0-9/._-]|\{series\}|\{year\}|\{yy\}|\{number:[1-9]\})+$'
    and (select count(*) from regexp_matches(pattern, '\{number:[1-9]\}', 'g')) = 1
    and (select count(*) from regexp_matches(pattern, '\{series\}', 'g')) = 1
    and (select count(*) from regexp_matches(pattern, '\{year\}|\{yy\}', 'g')) = 1
$function$;
-- owned by crmfex_owner, executable by app_identity, app_import, app_staff, app_system, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.is_taken_back(tenant uuid, record uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select exists (
    select from import_rows r join imports i on i.tenant_id = r.tenant_id and i.id = r.import_id
    where r.tenant_id = tenant and r.record_id = record and r.outcome = 'created' and r.record_kind = 'invoice' and i.state = 'undoing'
  )
$function$;
-- owned by crmfex_owner, executable by app_import, app_portal, app_staff, app_system, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.is_tax_number(value text)
 RETURNS boolean
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
declare
  digit integer[] := case when value ~ '^[0-9]{10,11}$' then string_to_array(value, null)::integer[] end;
  total integer := 0;
  shifted integer;
begin
  if value ~ '^[A-Z]{2}[A-Z0-9+*]{2,13}$' then return true; end if;
  if value ~ '^[0-9]{10}$' then
    for place in 1 .. 9 loop
      shifted := (digit[place] + 10 - place) % 10;
      total := total + case when shifted = 9 then 9 else (shifted * (2 ^ (10 - place))::integer) % 9 end;
    end loop;
    return (10 - total % 10) % 10 = digit[10];
  elsif value ~ '^[1-9][0-9]{10}$' then
    return ((digit[1] + digit[3] + digit[5] + digit[7] + digit[9]) * 7 - (digit[2] + digit[4] + digit[6] + digit[8]) + 100) % 10 = digit[10]
      and (select sum(d) from unnest(digit[1:10]) d) % 10 = digit[11];
  end if;
  return false;
end
$function$;
-- owned by crmfex_owner, executable by app_identity, app_import, app_staff, app_system, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.issue_fault(issued invoices)
 RETURNS text
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  parts record;
begin
  select count(*) as lines, coalesce(sum(l.amount_minor), 0) as amount, coalesce(sum(l.withheld_minor), 0) as withheld,
      bool_and(l.amount_minor = full_minor - coalesce(l.discount_minor, round(full_minor * l.discount_rate * 0.01), 0)) as are_exact
    into parts from invoice_lines l cross join lateral (select round(l.quantity * l.unit_price * 100) as full_minor) priced
    where l.tenant_id = issued.tenant_id and l.invoice_id = issued.id;
  return case
    when parts.lines = 0 then 'an issued invoice has at least one line'
    when parts.are_exact is not true then 'the amount of a line is quantity times price less discount'
    when app.sums_up(issued, parts.amount) is not true then 'an invoice is the sum of its lines and charges'
    when app.vat_sums_up(issued, parts.lines) is not true then 'the sums by VAT rate add up to the invoice'
    when issued.withheld_minor <> parts.withheld or app.withholding_sums_up(issued, parts.lines) is not true
      then 'withheld VAT is that of the lines'
  end;
end
$function$;
-- owned by crmfex_owner, executable by app_import, app_staff, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.keep_case()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  if tg_op = 'DELETE' and old.keep_until <= now() then return old; end if;
  raise exception 'an archived document is kept until its date' using errcode = '23001', constraint = 'a_case_is_kept_until_its_date';
end
$function$;
-- owned by crmfex_owner, executable by app_import, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.keep_counter_order()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  if new.last_sequence <> old.last_sequence + 1 or new.last_issue_date < old.last_issue_date then
    raise exception 'numbers go up by one and dates never back' using errcode = 'check_violation',
      constraint = 'numbers go up by one and dates never back', table = 'invoice_counters';
  end if;
  return new;
end $function$;
-- owned by crmfex_owner, executable by app_import, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.keep_invoice_facts()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  -- search and payable_minor are generated from facts, and not yet there when this runs.
  movable constant text[] := array[
    'state', 'cancelled_at', 'cancelled_by', 'cancel_reason', 'pdf_state', 'pdf_key', 'pdf_at', 'version', 'updated_at', 'search',
    'settled_minor', 'payable_minor', 'internal_notes', 'custom_fields'
  ];
begin
  if tg_op = 'DELETE' then
    if old.state <> 'draft' then
      raise exception 'an issued invoice cannot be deleted' using errcode = 'check_violation',
        constraint = 'an issued invoice cannot be deleted', table = 'invoices';
    end if;
    return old;
  end if;
  if new.state <> old.state and (old.state, new.state) not in (('draft', 'issued'), ('issued', 'cancelled')) then
    raise exception 'an invoice goes from % to % only by being issued, then cancelled', old.state, new.state
      using errcode = 'check_violation', constraint = 'an invoice is issued, then cancelled', table = 'invoices';
  end if;
  if old.state = 'draft' then
    if new.state = 'issued' then
      perform app.check_issue(new);
    end if;
    return new;
  end if;
  if to_jsonb(new) - movable is distinct from to_jsonb(old) - movable
    or (old.state = 'cancelled'
      and (new.cancelled_at, new.cancelled_by, new.cancel_reason)
        is distinct from (old.cancelled_at, old.cancelled_by, old.cancel_reason))
  then
    raise exception 'the facts of an issued invoice cannot change' using errcode = 'check_violation',
      constraint = 'the facts of an issued invoice cannot change', table = 'invoices';
  end if;
  return new;
end $function$;
-- owned by crmfex_owner, executable by app_import, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.keep_issued_lines()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  touched invoice_lines;
  state text;
begin
  touched := case when tg_op = 'DELETE' then old else new end;
  select invoice.state into state from invoices invoice
    where invoice.tenant_id = touched.tenant_id and invoice.id = touched.invoice_id for share;
  -- A draft that is being deleted takes its lines along: there is no invoice any more.
  if found and state <> 'draft' then
    raise exception 'the lines of an issued invoice cannot change' using errcode = 'check_violation',
      constraint = 'the lines of an issued invoice cannot change', table = 'invoice_lines';
  end if;
  return touched;
end $function$;
-- owned by crmfex_owner, executable by app_import, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.keep_owner_invitations()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.role = 'owner' and not exists (
    select from public.members m where m.tenant_id = new.tenant_id and m.user_id = app.user_id() and m.role = 'owner'
  ) then
    raise exception 'only an owner decides about owners' using errcode = 'CF403';
  end if;
  return new;
end
$function$;
-- owned by crmfex_owner, executable by app_import, app_staff, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.keep_owner_of_kept()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform pg_advisory_xact_lock(hashtextextended('owners ' || old.tenant_id, 0));
  if not app.has_owner(old.tenant_id, null) then
    raise exception 'a business has an owner' using errcode = '23514', constraint = 'a business has an owner';
  end if;
  return old;
end
$function$;
-- owned by crmfex_owner, executable by app_import, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.keep_owners()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  actor_role text;
begin
  -- Below a cascade the business or the person itself goes.
  if pg_trigger_depth() > 1 or current_user = 'crmfex_maintenance' then return coalesce(new, old); end if;
  perform pg_advisory_xact_lock(hashtextextended('owners ' || old.tenant_id, 0));
  if app.actor_kind() = 'staff' and app.user_id() is not null then
    select m.role into actor_role from public.members m where m.tenant_id = old.tenant_id and m.user_id = app.user_id();
    if actor_role is distinct from 'owner' and (old.role = 'owner' or (tg_op = 'UPDATE' and new.role = 'owner')) then
      raise exception 'only an owner decides about owners' using errcode = 'CF403';
    end if;
  end if;
  if old.role = 'owner' and (tg_op = 'DELETE' or new.role <> 'owner') and not app.has_owner(old.tenant_id, old.user_id) then
    raise exception 'a business has an owner' using errcode = '23514', constraint = 'a business has an owner';
  end if;
  return coalesce(new, old);
end
$function$;
-- owned by crmfex_owner, executable by app_import, app_staff, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.keep_payment()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  truth bigint;
begin
  select coalesce(sum(a.amount_minor), 0) into truth
    from payment_allocations a where a.tenant_id = new.tenant_id and a.payment_id = new.id;
  if new.allocated_minor <> truth then
    raise exception 'what is allocated is the sum of the allocations' using errcode = 'check_violation',
      constraint = 'what is allocated is the sum of the allocations', table = 'payments';
  end if;
  if new.is_voided <> exists (
    select from payment_voids v where v.tenant_id = new.tenant_id and v.payment_id = new.id
  ) then
    raise exception 'a payment is voided by its void' using errcode = 'check_violation',
      constraint = 'a payment is voided by its void', table = 'payments';
  end if;
  return new;
end $function$;
-- owned by crmfex_owner, executable by app_import, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.keep_search_entry()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if tg_op = 'DELETE' then
    delete from search_entries where tenant_id = old.tenant_id and kind = tg_argv[0] and id = old.id;
    return null;
  end if;
  execute format(
    'insert into search_entries (tenant_id, kind, id, parent_id, title, detail, amount_minor, currency, name, words)
     select r.tenant_id, %L, r.id, e.parent_id, e.title, e.detail, e.amount_minor, e.currency,
       app.fold(e.title collate "pg_c_utf8"), '' '' || app.fold(e.words collate "pg_c_utf8")
     from (select ($1).*) r cross join lateral (%s) e
     on conflict (tenant_id, kind, id) do update set parent_id = excluded.parent_id, title = excluded.title,
       detail = excluded.detail, amount_minor = excluded.amount_minor, currency = excluded.currency, name = excluded.name,
       words = excluded.words, touched_at = now()', tg_argv[0], tg_argv[1]) using new;
  return null;
end $function$;
-- owned by crmfex_owner, executable by app_import, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.keep_search_names()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  update search_entries e set
    detail = case e.kind when 'invoice' then new.name when 'contact' then replace(e.detail, old.name, new.name) else e.detail end,
    title = case e.kind when 'payment' then new.name else e.title end,
    name = case e.kind when 'payment' then app.fold(new.name collate "pg_c_utf8") else e.name end,
    words = e.words || ' ' || app.fold(new.name collate "pg_c_utf8")
  where e.tenant_id = new.tenant_id and e.parent_id = new.id
    and (e.kind in ('payment', 'contact') or (e.kind = 'invoice' and e.title = ''));
  return null;
end $function$;
-- owned by crmfex_owner, executable by app_import, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.keep_series()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if (tg_op = 'DELETE' or new.retired_at is not null) and exists (
    select from tenants t where t.id = old.tenant_id and old.code in (t.invoice_series, t.return_series)
  ) then
    raise exception 'the usual series stays in use' using errcode = 'check_violation',
      constraint = 'the usual series stays in use', table = 'number_series';
  end if;
  if tg_op = 'UPDATE' then return new; end if;
  if exists (select from invoice_counters k where k.tenant_id = old.tenant_id and k.series = old.code) then
    raise exception 'a series that has numbered stays' using errcode = 'check_violation',
      constraint = 'a series that has numbered stays', table = 'number_series';
  end if;
  return old;
end $function$;
-- owned by crmfex_owner, executable by app_import, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.keep_settled()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  truth bigint;
  is_meant boolean;
begin
  select coalesce(sum(a.amount_minor), 0), coalesce(sum(sign(a.amount_minor)) filter (where a.overpays), 0) > 0
    into truth, is_meant
    from payment_allocations a where a.tenant_id = new.tenant_id and a.invoice_id = new.id;
  if new.settled_minor <> truth then
    raise exception 'what is settled is the sum of the allocations' using errcode = 'check_violation',
      constraint = 'what is settled is the sum of the allocations', table = 'invoices';
  end if;
  if new.settled_minor > new.total_minor - new.withheld_minor - new.stopaj_minor and not is_meant then
    raise exception 'an invoice is settled up to its worth' using errcode = 'check_violation',
      constraint = 'an invoice is settled up to its worth', table = 'invoices';
  end if;
  return new;
end $function$;
-- owned by crmfex_owner, executable by app_import, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.keep_used_field()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if exists (select from clients c where c.tenant_id = old.tenant_id and c.custom_fields ? old.id::text)
    or exists (select from products p where p.tenant_id = old.tenant_id and p.custom_fields ? old.id::text)
    or exists (select from invoices i where i.tenant_id = old.tenant_id and i.custom_fields ? old.id::text) then
    raise exception 'a custom field with values is archived, not deleted' using errcode = 'foreign_key_violation',
      constraint = 'a custom field with values is archived, not deleted', table = 'custom_fields';
  end if;
  return old;
end $function$;
-- owned by crmfex_owner, executable by app_import, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.keep_usual_series()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if tg_op = 'INSERT' then
    insert into number_series (tenant_id, code, kind)
      select new.id, new.invoice_series, 'sale'
      union all
      select new.id, new.return_series, 'return' where new.return_series <> new.invoice_series;
    return null;
  end if;
  insert into number_series (tenant_id, code, kind)
    select new.id, usual.code, usual.kind
    from (values (new.invoice_series, 'sale'), (new.return_series, 'return')) usual (code, kind)
    where usual.code is not null
  on conflict (tenant_id, code) do nothing;
  update number_series set retired_at = null, updated_at = now()
    where tenant_id = new.id and code in (new.invoice_series, new.return_series) and retired_at is not null;
  delete from number_series s
    where s.tenant_id = new.id and s.code in (old.invoice_series, old.return_series) and s.name is null
      and s.code <> new.invoice_series and s.code is distinct from new.return_series
      and not exists (select from invoice_counters k where k.tenant_id = s.tenant_id and k.series = s.code)
      and not exists (select from invoices i where i.tenant_id = s.tenant_id and i.chosen_series = s.code);
  return null;
end $function$;
-- owned by crmfex_owner, executable by app_import, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.link_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('app.link_id', true), '')::uuid $function$;
-- owned by crmfex_owner, executable by app_identity, app_import, app_portal, app_staff, app_system, crmfex_gate, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.lock_series(tenant uuid, series text, year integer)
 RETURNS void
 LANGUAGE sql
AS $function$ select pg_advisory_xact_lock(hashtextextended(concat_ws(' ', 'series', tenant, series, year), 0)) $function$;
-- owned by crmfex_owner, executable by app_import, app_staff, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.mail_refusal(client uuid, recipients text[], is_transactional boolean)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select case
    when exists (
      select from restrictions r left join client_contacts p on p.tenant_id = r.tenant_id and p.id = r.contact_id
      where r.tenant_id = app.tenant_id() and r.client_id = client and r.lifted_at is null
        and (r.contact_id is null or lower(p.email) in (select lower(a) from unnest(recipients) a))
    ) or exists (
      select from member_restrictions r join users u on u.id = r.user_id
      where r.tenant_id = app.tenant_id() and r.lifted_at is null and lower(u.email) in (select lower(a) from unnest(recipients) a)
    ) then 'restricted'
    when not is_transactional and exists (
      select from unnest(recipients) a
      cross join lateral (
        select c.is_wanted from mail_choices c
        where c.tenant_id = app.tenant_id() and c.email = lower(a) order by c.at desc, c.id desc limit 1
      ) last
      where not last.is_wanted
    ) then 'objected'
  end
$function$;
-- owned by crmfex_owner, executable by app_import, app_staff, app_system, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.manages()
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select exists (
    select from members m where m.tenant_id = app.tenant_id() and m.user_id = app.user_id() and m.role in ('owner', 'admin')
  )
$function$;
-- owned by crmfex_owner, executable by app_import, app_staff, crmfex_maintenance

CREATE OR REPLACE PROCEDURE app.moves_with_client(IN table_name text)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format('grant update (client_id) on public.%I to app_staff', table_name);
  execute format('create policy merging on public.%I for update to app_staff
    using (app.is_merging(client_id)) with check (app.is_merging(client_id))', table_name);
  execute format('create trigger refuse_merged before insert or update of client_id on public.%I
    for each row when (new.client_id is not null) execute function app.refuse_merged_client()', table_name);
  -- A draft may be made out to somebody else at any time.
  execute format('create trigger check_moved before update of client_id on public.%I for each row
    when (old.client_id is not null and new.client_id is not null and old.client_id <> new.client_id %s)
    execute function app.check_client_move()', table_name, case table_name when 'invoices' then $q$and old.state <> 'draft'$q$ end);
end $procedure$;
-- owned by crmfex_owner, executable by nobody else

CREATE OR REPLACE FUNCTION app.platform_tenant()
 RETURNS uuid
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$ select '00000000-0000-7000-8000-000000000000'::uuid $function$;
-- owned by crmfex_owner, executable by app_identity, app_import, app_portal, app_staff, app_system, crmfex_gate, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% only takes new rows', tg_table_name using errcode = '42501';
end
$function$;
-- owned by crmfex_owner, executable by app_import, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.refuse_leaver()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform pg_advisory_xact_lock(hashtextextended('leaving ' || new.user_id, 0));
  if exists (select from public.account_closings a where a.user_id = new.user_id) then
    raise exception 'the account is being deleted' using errcode = 'CF424';
  end if;
  return new;
end
$function$;
-- owned by crmfex_owner, executable by app_import, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.refuse_merged_client()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if current_user = 'app_import' then return new; end if;
  if current_user = 'app_staff' then
    perform from clients c where c.tenant_id = new.tenant_id and c.id = new.client_id and c.merged_into is null for key share;
    if found then return new; end if;
  end if;
  if exists (
    select from clients c where c.tenant_id = new.tenant_id and c.id = new.client_id and c.merged_into is not null
  ) then
    raise exception 'a merged client takes nothing new' using errcode = 'foreign_key_violation',
      constraint = 'a merged client takes nothing new', table = tg_table_name;
  end if;
  return new;
end
$function$;
-- owned by crmfex_owner, executable by app_import, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.require_age()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  -- Read as whoever made the account, who sees the consents of this very person.
  if not exists (select from public.consents c where c.user_id = new.id and c.purpose = 'age' and c.is_given) then
    raise exception 'an account without proof of age' using errcode = '23514', constraint = 'account_passed_the_age_gate', table = 'users';
  end if;
  return null;
end
$function$;
-- owned by crmfex_owner, executable by app_import, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.search_patterns(search text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select coalesce(array_agg('%' || regexp_replace(word, '([\\%_])', '\\\1', 'g') || '%'), '{}')
  from regexp_split_to_table(app.fold(coalesce(search, '')), '\s+') as word
  where word <> ''
$function$;
-- owned by crmfex_owner, executable by app_import, app_portal, app_staff, app_system, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.session_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('app.session_id', true), '')::uuid $function$;
-- owned by crmfex_owner, executable by app_identity, app_import, app_portal, app_staff, app_system, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.settle()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  touched record;
begin
  for touched in select tenant_id, payment_id, sum(amount_minor) as minor from added group by 1, 2 order by 1, 2 loop
    update payments set allocated_minor = allocated_minor + touched.minor
      where tenant_id = touched.tenant_id and id = touched.payment_id;
  end loop;
  for touched in select tenant_id, invoice_id, sum(amount_minor) as minor from added group by 1, 2 order by 1, 2 loop
    update invoices set settled_minor = settled_minor + touched.minor
      where tenant_id = touched.tenant_id and id = touched.invoice_id;
  end loop;
  return null;
end $function$;
-- owned by crmfex_owner, executable by app_import, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.sums_up(issued invoices, lines_minor numeric)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select case when issued.prices_include_vat then issued.total_minor else issued.net_minor end
      = lines_minor - coalesce(issued.discount_minor, round(lines_minor * issued.discount_rate * 0.01), 0) + charges.amount
    and issued.charge_minor = charges.net
  from (
    select coalesce(sum((c ->> 'amountMinor')::bigint), 0) as amount, coalesce(sum((c ->> 'netMinor')::bigint), 0) as net
    from jsonb_array_elements(issued.charges) c
  ) charges
$function$;
-- owned by crmfex_owner, executable by app_import, app_staff, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.tell_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  subject jsonb := to_jsonb(case tg_op when 'DELETE' then old else new end);
begin
  if current_user in ('app_import', 'crmfex_maintenance') then return null; end if;
  -- Below a cascade: from PostgreSQL 18 on its triggers run as the table's owner, before that one level deeper.
  if tg_op <> 'INSERT' and current_user = (select pg_get_userbyid(relowner) from pg_class where oid = tg_relid) then return null; end if;
  if tg_op = 'DELETE' and pg_trigger_depth() > 1 then return null; end if;
  insert into public.changes (tenant_id, kind, subject_id)
  values ((subject ->> tg_argv[2])::uuid, tg_argv[0], (subject ->> tg_argv[1])::uuid)
  on conflict do nothing;
  return null;
end
$function$;
-- owned by crmfex_owner, executable by app_identity, app_import, app_portal, app_staff, app_system, crmfex_maintenance

CREATE OR REPLACE PROCEDURE app.tell_changes(IN table_name text, IN kind text, IN subject_column text DEFAULT 'id'::text)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format(
    'create trigger tell_change after insert or update or delete on public.%I for each row execute function app.tell_change(%L, %L, %L)',
    table_name, kind, subject_column, 'tenant_id');
end
$procedure$;
-- owned by crmfex_owner, executable by nobody else

CREATE OR REPLACE FUNCTION app.tell_hold()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  held jsonb := to_jsonb(case tg_op when 'DELETE' then old else new end);
begin
  if current_user = 'app_import' or (tg_op = 'DELETE' and pg_trigger_depth() > 1) then return null; end if;
  insert into public.changes (tenant_id, kind, subject_id)
  values ((held ->> 'tenant_id')::uuid, case when held ->> 'client_id' is null then 'invoice' else 'client' end,
    (held ->> 'subject_id')::uuid)
  on conflict do nothing;
  return null;
end
$function$;
-- owned by crmfex_owner, executable by app_import, app_staff, app_system, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.tenant_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('app.tenant_id', true), '')::uuid $function$;
-- owned by crmfex_owner, executable by app_identity, app_import, app_portal, app_staff, app_system, crmfex_gate, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.user_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$ select nullif(current_setting('app.user_id', true), '')::uuid $function$;
-- owned by crmfex_owner, executable by app_identity, app_import, app_portal, app_staff, app_system, crmfex_gate, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.vat_sums_up(issued invoices, line_count bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  with told as (
    select (r ->> 'rate')::numeric as rate, (r ->> 'baseMinor')::bigint as base, (r ->> 'vatMinor')::bigint as vat
    from jsonb_array_elements(issued.vat) r
  ), own as (
    select rate, sum(vat) as vat from (
      select l.vat_rate as rate, l.vat_minor as vat from invoice_lines l
      where l.tenant_id = issued.tenant_id and l.invoice_id = issued.id
      union all select (c ->> 'vatRate')::numeric, (c ->> 'vatMinor')::bigint from jsonb_array_elements(issued.charges) c
    ) parts group by rate
  )
  select coalesce(sum(told.base), 0) = issued.net_minor and coalesce(sum(told.vat), 0) = issued.vat_minor
    and bool_and(own.vat is not distinct from told.vat and abs(told.vat * 100 - told.base * told.rate)
      <= 0.5 * case issued.rounding_mode when 'line' then line_count + jsonb_array_length(issued.charges) else 1 end
        * case when issued.prices_include_vat then 100 + told.rate else 100 end)
  from told full join own using (rate)
$function$;
-- owned by crmfex_owner, executable by app_import, app_staff, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.void_credit()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  credit uuid;
begin
  select p.id into credit from payments p where p.tenant_id = new.tenant_id and p.return_id = new.id and not p.is_voided;
  if not found then return null; end if;
  insert into payment_allocations (payment_id, invoice_id, amount_minor, overpays, reverses_id, created_at)
    select a.payment_id, a.invoice_id, -a.amount_minor, a.overpays, a.id, new.cancelled_at from payment_allocations a
    where a.tenant_id = new.tenant_id and a.payment_id = credit and a.reverses_id is null and not exists (
      select from payment_allocations r where r.tenant_id = a.tenant_id and r.reverses_id = a.id
    );
  insert into payment_voids (payment_id, reason, voided_at) values (credit, new.cancel_reason, new.cancelled_at);
  return null;
end $function$;
-- owned by crmfex_owner, executable by app_import, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.void_payment()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  update payments set is_voided = true where tenant_id = new.tenant_id and id = new.payment_id;
  return null;
end $function$;
-- owned by crmfex_owner, executable by app_import, crmfex_maintenance

CREATE OR REPLACE FUNCTION app.withholding_sums_up(issued invoices, line_count bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  with told as (
    select w ->> 'code' as code, (w ->> 'rate')::numeric as rate, (w ->> 'vatMinor')::bigint as vat,
      (w ->> 'withheldMinor')::bigint as withheld
    from jsonb_array_elements(issued.withholding) w
  ), own as (
    select l.withholding_code as code, l.withholding_rate as rate, sum(l.vat_minor) as vat, sum(l.withheld_minor) as withheld
    from invoice_lines l
    where l.tenant_id = issued.tenant_id and l.invoice_id = issued.id and l.withholding_code is not null group by 1, 2
  )
  select coalesce(bool_and(
    own.vat is not distinct from told.vat and own.withheld is not distinct from told.withheld
      and abs(told.withheld * 100 - told.vat * told.rate)
        <= 50 * case issued.rounding_mode when 'line' then line_count else 1 end
  ), true)
  from told full join own using (code, rate)
$function$;
-- owned by crmfex_owner, executable by app_import, app_staff, crmfex_maintenance

CREATE OR REPLACE FUNCTION gate.businesses_of_self()
 RETURNS TABLE(id uuid, name text, role text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select t.id, t.name, m.role from public.members m join public.tenants t on t.id = m.tenant_id
  where m.user_id = nullif(current_setting('app.user_id', true), '')::uuid
$function$;
-- owned by crmfex_gate, executable by app_identity, app_staff

CREATE OR REPLACE FUNCTION gate.check_leaving()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  business record;
begin
  perform pg_advisory_xact_lock(hashtextextended('leaving ' || new.user_id, 0));
  for business in select m.tenant_id from public.members m where m.user_id = new.user_id order by m.tenant_id loop
    perform pg_advisory_xact_lock(hashtextextended('owners ' || business.tenant_id, 0));
    if exists (select from public.members m where m.tenant_id = business.tenant_id and m.user_id = new.user_id and m.role = 'owner')
      and not app.has_owner(business.tenant_id, new.user_id)
      and not exists (select from public.closings c where c.tenant_id = business.tenant_id and c.due_at <= new.due_at) then
      raise exception 'a business has an owner' using errcode = '23514', constraint = 'a business has an owner';
    end if;
  end loop;
  return new;
end
$function$;
-- owned by crmfex_gate, executable by nobody else

CREATE OR REPLACE FUNCTION gate.closing_tenants()
 RETURNS TABLE(tenant_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select c.tenant_id from public.closings c
$function$;
-- owned by crmfex_gate, executable by crmfex_jobs

CREATE OR REPLACE FUNCTION gate.email_of_change(hash bytea, wanted text)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select u.email from public.email_changes c join public.users u on u.id = c.user_id
  where (wanted = 'confirm' and c.confirm_hash = hash and c.confirmed_at is null and c.created_at > now() - interval '1 hour')
    or (wanted = 'undo' and c.undo_hash = hash and c.undone_at is null and c.confirmed_at > now() - interval '72 hours')
$function$;
-- owned by crmfex_gate, executable by crmfex_api

CREATE OR REPLACE FUNCTION gate.email_of_passkey(credential text)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select u.email from public.passkeys p join public.users u on u.id = p.user_id where p.credential_id = credential
$function$;
-- owned by crmfex_gate, executable by crmfex_api

CREATE OR REPLACE FUNCTION gate.email_of_step(hash bytea)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select u.email from public.sign_in_steps s join public.users u on u.id = s.user_id
  where s.token_hash = hash and s.purpose = 'secondFactor' and s.expires_at > now()
$function$;
-- owned by crmfex_gate, executable by crmfex_api

CREATE OR REPLACE FUNCTION gate.email_of_user(person uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select u.email from public.users u where u.id = person
$function$;
-- owned by crmfex_gate, executable by crmfex_api

CREATE OR REPLACE FUNCTION gate.enter(hash bytea, audience text, need text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  scope record;
begin
  if audience = 'staff' then
    select * into scope from gate.staff_scope(hash, need);
    if not found then
      if gate.is_outside(hash) then raise exception 'the account belongs to no business' using errcode = 'CF426'; end if;
      raise exception 'no live session' using errcode = '28000';
    end if;
    if not scope.is_allowed then
      if gate.is_leaving(scope.user_id) then raise exception 'the account is being deleted' using errcode = 'CF424'; end if;
      if gate.is_restricted(scope.tenant_id, scope.user_id) then raise exception 'the member is restricted' using errcode = 'CF425'; end if;
      if gate.is_closing(scope.tenant_id) then raise exception 'the business is being deleted' using errcode = 'CF423'; end if;
      raise exception 'the role lacks %', need using errcode = 'CF403';
    end if;
    if scope.is_stale then perform gate.session_seen(scope.tenant_id, scope.session_id); end if;
    perform set_config('app.tenant_id', scope.tenant_id::text, true), set_config('app.user_id', scope.user_id::text, true),
      set_config('app.session_id', scope.session_id::text, true), set_config('app.actor_kind', 'staff', true);
    perform set_config('role', 'app_staff', true);
  elsif audience = 'portal' then
    select * into scope from gate.portal_scope(hash);
    if not found then raise exception 'no live session' using errcode = '28000'; end if;
    if not gate.portal_may(need) then raise exception 'the portal lacks %', need using errcode = 'CF403'; end if;
    perform set_config('app.tenant_id', scope.tenant_id::text, true), set_config('app.link_id', scope.link_id::text, true),
      set_config('app.document_id', scope.document_id::text, true), set_config('app.actor_kind', 'portal', true);
    perform set_config('role', 'app_portal', true);
  else
    raise exception 'unknown audience' using errcode = '28000';
  end if;
end
$function$;
-- owned by crmfex_owner, executable by crmfex_api

CREATE OR REPLACE FUNCTION gate.enter_email_change(hash bytea, wanted text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  perform gate.enter_identity_email(coalesce(gate.email_of_change(hash, wanted), ''));
end
$function$;
-- owned by crmfex_owner, executable by crmfex_api

CREATE OR REPLACE FUNCTION gate.enter_founding(hash bytea, tenant uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  person record;
begin
  select s.user_id, s.is_allowed into person from gate.self_scope(hash, 'account:own') s;
  if not found then raise exception 'no live session' using errcode = '28000'; end if;
  if gate.is_leaving(person.user_id) then raise exception 'the account is being deleted' using errcode = 'CF424'; end if;
  if not person.is_allowed then raise exception 'the role lacks account:own' using errcode = 'CF403'; end if;
  perform set_config('app.user_id', person.user_id::text, true), set_config('app.tenant_id', tenant::text, true),
    set_config('app.email', gate.email_of_user(person.user_id), true), set_config('app.actor_kind', 'staff', true);
  perform set_config('role', 'app_identity', true);
end
$function$;
-- owned by crmfex_owner, executable by crmfex_api

CREATE OR REPLACE FUNCTION gate.enter_identity_email(email text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  perform set_config('app.email', lower(email collate "C"), true), set_config('app.actor_kind', 'system', true),
    set_config('app.user_id', coalesce(gate.user_of_email(lower(email collate "C"))::text, ''), true),
    set_config('app.tenant_id', '00000000-0000-7000-8000-000000000000', true);
  perform set_config('role', 'app_identity', true);
end
$function$;
-- owned by crmfex_owner, executable by crmfex_api

CREATE OR REPLACE FUNCTION gate.enter_identity_token(hash bytea, purpose text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  scope record;
begin
  select * into scope from gate.identity_of_token(hash, purpose);
  perform set_config('app.email', coalesce(scope.email, ''), true), set_config('app.actor_kind', 'staff', true),
    set_config('app.user_id', coalesce(scope.user_id::text, ''), true),
    set_config('app.tenant_id', coalesce(scope.tenant_id::text, '00000000-0000-7000-8000-000000000000'), true);
  perform set_config('role', 'app_identity', true);
end
$function$;
-- owned by crmfex_owner, executable by crmfex_api

CREATE OR REPLACE FUNCTION gate.enter_import(tenant uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  perform set_config('app.tenant_id', tenant::text, true), set_config('role', 'app_import', true);
end
$function$;
-- owned by crmfex_owner, executable by crmfex_maintenance

CREATE OR REPLACE FUNCTION gate.enter_invitation(hash bytea, fresh_user uuid, session_hash bytea)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  invitation record;
  session record;
begin
  select * into invitation from gate.invitation_of_token(hash);
  select * into session from gate.self_scope(session_hash, 'account:own');
  perform set_config('app.email', coalesce(invitation.email, ''), true), set_config('app.actor_kind', 'staff', true),
    set_config('app.user_id', coalesce(invitation.user_id, fresh_user)::text, true),
    set_config('app.session_id', case when session.user_id = invitation.user_id then session.session_id::text else '' end, true),
    set_config('app.document_id', coalesce(invitation.id::text, ''), true),
    set_config('app.tenant_id', coalesce(invitation.tenant_id::text, '00000000-0000-7000-8000-000000000000'), true);
  perform set_config('role', 'app_identity', true);
end
$function$;
-- owned by crmfex_owner, executable by crmfex_api

CREATE OR REPLACE FUNCTION gate.enter_job(tenant uuid, message uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  scope text := gate.job_scope(tenant, message);
begin
  if scope <> 'open' then raise exception 'the message has nothing to do: %', scope using errcode = 'CF410'; end if;
  perform set_config('app.tenant_id', tenant::text, true), set_config('app.actor_kind', 'system', true);
  perform set_config('role', 'app_system', true);
end
$function$;
-- owned by crmfex_owner, executable by crmfex_jobs

CREATE OR REPLACE FUNCTION gate.enter_link(hash bytea)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  scope record;
begin
  select * into scope from gate.link_scope(hash);
  if not found then
    raise exception 'no live link' using errcode = '28000';
  end if;
  perform set_config('app.tenant_id', scope.tenant_id::text, true),
    set_config('app.link_id', scope.link_id::text, true),
    set_config('app.document_id', scope.invoice_id::text, true),
    set_config('app.actor_kind', 'portal', true),
    set_config('role', 'app_portal', true);
end $function$;
-- owned by crmfex_owner, executable by crmfex_api

CREATE OR REPLACE FUNCTION gate.enter_mail_token(hash bytea)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  scope record;
begin
  select * into scope from gate.mail_token_scope(hash);
  if not found then raise exception 'no such mail' using errcode = '28000'; end if;
  perform set_config('app.tenant_id', scope.tenant_id::text, true),
    set_config('app.link_id', scope.token_id::text, true),
    set_config('app.actor_kind', 'portal', true),
    set_config('role', 'app_portal', true);
end $function$;
-- owned by crmfex_owner, executable by crmfex_api

CREATE OR REPLACE FUNCTION gate.enter_passkey(credential text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  perform gate.enter_identity_email(coalesce(gate.email_of_passkey(credential), ''));
end
$function$;
-- owned by crmfex_owner, executable by crmfex_api

CREATE OR REPLACE FUNCTION gate.enter_recent(hash bytea, need text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  recent boolean := gate.is_recent(hash);
begin
  perform gate.enter(hash, 'staff', need);
  if recent is not true then raise exception 'show again who you are' using errcode = 'CF401'; end if;
end
$function$;
-- owned by crmfex_owner, executable by crmfex_api

CREATE OR REPLACE FUNCTION gate.enter_self(hash bytea, need text, must_be_recent boolean)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  scope record;
begin
  select * into scope from gate.self_scope(hash, need);
  if not found then raise exception 'no live session' using errcode = '28000'; end if;
  if not scope.is_allowed then
    if gate.is_leaving(scope.user_id) then raise exception 'the account is being deleted' using errcode = 'CF424'; end if;
    raise exception 'the role lacks %', need using errcode = 'CF403';
  end if;
  if must_be_recent and gate.is_recent(hash) is not true then raise exception 'show again who you are' using errcode = 'CF401'; end if;
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000000', true), set_config('app.user_id', scope.user_id::text, true),
    set_config('app.session_id', scope.session_id::text, true), set_config('app.email', scope.email, true),
    set_config('app.actor_kind', 'staff', true);
  perform set_config('role', 'app_identity', true);
end
$function$;
-- owned by crmfex_owner, executable by crmfex_api

CREATE OR REPLACE FUNCTION gate.enter_step(hash bytea)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  perform gate.enter_identity_email(coalesce(gate.email_of_step(hash), ''));
end
$function$;
-- owned by crmfex_owner, executable by crmfex_api

CREATE OR REPLACE FUNCTION gate.enter_table(tenant uuid, message uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  scope record;
begin
  select * into scope from gate.table_scope(tenant, message);
  if not found then raise exception 'the message has nothing to do' using errcode = 'CF410'; end if;
  if not scope.is_allowed then
    raise exception 'who asked for it may no longer do so' using errcode = 'CF403';
  end if;
  perform set_config('app.tenant_id', tenant::text, true), set_config('app.user_id', scope.user_id::text, true),
    set_config('app.actor_kind', 'staff', true);
  perform set_config('role', 'app_staff', true);
end
$function$;
-- owned by crmfex_owner, executable by crmfex_api

CREATE OR REPLACE FUNCTION gate.forget_changes()
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  with gone as (
    delete from public.changes c
    where exists (
      select from public.changes later
      where later.tenant_id = c.tenant_id and later.kind = c.kind and later.subject_id = c.subject_id
        and later.changed_xid > c.changed_xid
    )
    returning 1
  )
  select count(*)::integer from gone
$function$;
-- owned by crmfex_gate, executable by crmfex_jobs

CREATE OR REPLACE FUNCTION gate.forget_identity()
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  delete from public.user_tokens where expires_at < now() - interval '1 day';
  delete from public.sign_ups where expires_at < now();
  delete from public.sign_ins where at < now() - interval '30 days';
  delete from public.sign_in_failures where last_at < now() - interval '30 days';
  delete from public.mails where created_at < now() - interval '30 days';
  delete from public.sessions where expires_at < now() - interval '7 days' or last_seen_at < now() - interval '7 days';
  delete from public.outside_sessions where expires_at < now();
$function$;
-- owned by crmfex_gate, executable by crmfex_jobs

CREATE OR REPLACE FUNCTION gate.forget_keys()
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  with gone as (delete from public.idempotency_keys where created_at < now() - interval '48 hours' returning 1)
  select count(*)::integer from gone
$function$;
-- owned by crmfex_gate, executable by crmfex_jobs

CREATE OR REPLACE FUNCTION gate.forget_portal_sessions()
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  delete from public.portal_sessions where expires_at < now() - interval '7 days'
$function$;
-- owned by crmfex_gate, executable by crmfex_jobs

CREATE OR REPLACE FUNCTION gate.forget_removed_drafts()
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  with gone as (delete from public.removed_drafts where removed_at < now() - interval '30 days' returning 1)
  select count(*)::integer from gone
$function$;
-- owned by crmfex_gate, executable by crmfex_jobs

CREATE OR REPLACE FUNCTION gate.forget_steps()
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  delete from public.sign_in_steps where expires_at < now()
$function$;
-- owned by crmfex_gate, executable by crmfex_jobs

CREATE OR REPLACE FUNCTION gate.identity_of_token(hash bytea, wanted text)
 RETURNS TABLE(email text, user_id uuid, tenant_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select t.email, coalesce(t.user_id, s.user_id), s.tenant_id
  from public.user_tokens t
  left join public.sign_ups s on s.id = t.sign_up_id
  where t.token_hash = hash and t.purpose = wanted and t.used_at is null and t.expires_at > now()
$function$;
-- owned by crmfex_gate, executable by crmfex_api

CREATE OR REPLACE FUNCTION gate.invitation_of_token(hash bytea)
 RETURNS TABLE(tenant_id uuid, id uuid, email text, user_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select i.tenant_id, i.id, i.email, u.id
  from public.invitation_tokens t
  join public.invitations i on i.tenant_id = t.tenant_id and i.id = t.invitation_id
  left join public.users u on u.email = i.email
  where t.token_hash = hash and i.accepted_at is null and i.revoked_at is null and i.expires_at > now()
$function$;
-- owned by crmfex_gate, executable by crmfex_api

CREATE OR REPLACE FUNCTION gate.is_closing(tenant uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select exists (select from public.closings c where c.tenant_id = tenant)
$function$;
-- owned by crmfex_gate, executable by crmfex_api

CREATE OR REPLACE FUNCTION gate.is_leaving(person uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select exists (select from public.account_closings a where a.user_id = person)
$function$;
-- owned by crmfex_gate, executable by crmfex_api

CREATE OR REPLACE FUNCTION gate.is_outside(hash bytea)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select exists (select from public.outside_sessions s where s.token_hash = hash and s.expires_at > now())
$function$;
-- owned by crmfex_gate, executable by crmfex_api

CREATE OR REPLACE FUNCTION gate.is_recent(hash bytea)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select s.authenticated_at > now() - interval '10 minutes' from public.sessions s where s.token_hash = hash
  union all
  select s.authenticated_at > now() - interval '10 minutes' from public.outside_sessions s where s.token_hash = hash
$function$;
-- owned by crmfex_gate, executable by crmfex_api

CREATE OR REPLACE FUNCTION gate.is_restricted(tenant uuid, person uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select app.is_member_restricted(tenant, person)
$function$;
-- owned by crmfex_gate, executable by crmfex_api

CREATE OR REPLACE FUNCTION gate.job_failed(new_id uuid, queue text, key text, tenant uuid, message uuid, at timestamp with time zone, reason text, is_dead boolean)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  insert into public.job_failures as f (id, queue, key, tenant_id, message_id, first_at, last_at, attempts, reason, dead_at)
  values ($1, $2, $3, $4, $5, at, at, 1, left($7, 1000), case when is_dead then at end)
  on conflict on constraint failure_is_kept_once do update
  set last_at = excluded.last_at, attempts = f.attempts + 1, reason = excluded.reason, dead_at = coalesce(excluded.dead_at, f.dead_at)
$function$;
-- owned by crmfex_gate, executable by crmfex_jobs

CREATE OR REPLACE FUNCTION gate.job_recovered(failed_queue text, failed_key text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  delete from public.job_failures where queue = failed_queue and key = failed_key
$function$;
-- owned by crmfex_gate, executable by crmfex_jobs

CREATE OR REPLACE FUNCTION gate.job_scope(tenant uuid, message uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select case
    when not exists (select from public.tenants t where t.id = tenant) then 'no tenant'
    when message is not null and exists (select from public.closings c where c.tenant_id = tenant)
      and not exists (select from public.outbox o where o.tenant_id = tenant and o.id = message and o.queue = 'tenant-export') then 'closing'
    when message is not null and not exists (select from public.outbox o where o.tenant_id = tenant and o.id = message) then 'done'
    else 'open'
  end
$function$;
-- owned by crmfex_gate, executable by crmfex_jobs

CREATE OR REPLACE FUNCTION gate.keep_bulletins(bulletins jsonb, fetched_at timestamp with time zone)
 RETURNS TABLE(day date)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  with learnt as (
    insert into exchange_bulletins (day, is_published, number, fetched_at)
    select (b ->> 'day')::date, b ->> 'number' is not null, b ->> 'number', keep_bulletins.fetched_at
    from jsonb_array_elements(bulletins) b
    on conflict do nothing
    returning exchange_bulletins.day
  ), rates as (
    insert into exchange_rates (day, currency, unit, forex_buying, forex_selling, effective_buying, effective_selling, fetched_at)
    select learnt.day, r.currency, r.unit, r."forexBuying", r."forexSelling", r."effectiveBuying", r."effectiveSelling",
      keep_bulletins.fetched_at
    from jsonb_array_elements(bulletins) b join learnt on learnt.day = (b ->> 'day')::date,
      jsonb_to_recordset(coalesce(b -> 'rates', '[]')) as r(
        currency text, unit int, "forexBuying" numeric, "forexSelling" numeric, "effectiveBuying" numeric, "effectiveSelling" numeric
      )
  )
  select learnt.day from learnt order by 1
$function$;
-- owned by crmfex_gate, executable by crmfex_jobs

CREATE OR REPLACE FUNCTION gate.left_businesses_of_self()
 RETURNS TABLE(id uuid, name text, role text, is_held boolean, ends_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select t.id, t.name, m.role, m.role = 'owner' and not app.has_owner(t.id, m.user_id), c.due_at
  from public.members m join public.tenants t on t.id = m.tenant_id left join public.closings c on c.tenant_id = t.id
  where m.user_id = nullif(current_setting('app.user_id', true), '')::uuid
$function$;
-- owned by crmfex_gate, executable by app_identity

CREATE OR REPLACE FUNCTION gate.link_scope(hash bytea)
 RETURNS TABLE(tenant_id uuid, link_id uuid, invoice_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select link.tenant_id, link.id, link.invoice_id from public.portal_links link
  where link.token_hash = hash and link.revoked_at is null and link.expires_at > now()
$function$;
-- owned by crmfex_gate, executable by crmfex_api

CREATE OR REPLACE FUNCTION gate.mail_owners(tenant uuid, template text, but uuid, due_at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  owner record;
begin
  for owner in
    select u.id, t.name as business from public.members m
    join public.users u on u.id = m.user_id join public.tenants t on t.id = m.tenant_id
    where m.tenant_id = tenant and m.role = 'owner' and m.user_id is distinct from but
      and not exists (select from public.account_closings a where a.user_id = u.id)
  loop
    perform gate.mail_person(owner.id, template, jsonb_strip_nulls(jsonb_build_object('business', owner.business, 'dueAt', due_at)));
  end loop;
end
$function$;
-- owned by crmfex_gate, executable by nobody else

CREATE OR REPLACE FUNCTION gate.mail_person(person uuid, template text, detail jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  mail uuid := gen_random_uuid();
begin
  insert into public.mails (tenant_id, id, template, recipient, language, user_id, detail)
  select app.platform_tenant(), mail, template, u.email, u.language, u.id, detail from public.users u where u.id = person;
  insert into public.outbox (tenant_id, id, queue, body, request_id, next_at)
  values (app.platform_tenant(), gen_random_uuid(), 'mail', jsonb_build_object('mailId', mail), 'closing', now());
end
$function$;
-- owned by crmfex_gate, executable by nobody else

CREATE OR REPLACE FUNCTION gate.mail_token_scope(hash bytea)
 RETURNS TABLE(tenant_id uuid, token_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select t.tenant_id, t.id from public.mail_tokens t where t.token_hash = hash
$function$;
-- owned by crmfex_gate, executable by crmfex_api

CREATE OR REPLACE FUNCTION gate.message_failed(tenant uuid, message uuid, reason text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  update public.outbox set attempts = attempts + 1, last_error = left(reason, 1000) where tenant_id = tenant and id = message
$function$;
-- owned by crmfex_gate, executable by crmfex_jobs

CREATE OR REPLACE FUNCTION gate.move_session(hash bytea, target uuid, fresh bytea)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  person record;
begin
  select s.user_id, s.is_allowed into person from gate.self_scope(hash, 'account:own') s;
  if not found then raise exception 'no live session' using errcode = '28000'; end if;
  if exists (select from public.account_closings a where a.user_id = person.user_id) then
    raise exception 'the account is being deleted' using errcode = 'CF424';
  end if;
  update public.members m set last_entered_at = now() where m.tenant_id = target and m.user_id = person.user_id;
  if not found then return false; end if;
  update public.sessions s set tenant_id = target, token_hash = fresh, last_seen_at = now() where s.token_hash = hash;
  if not found then
    with outside as (delete from public.outside_sessions s where s.token_hash = hash returning *)
    insert into public.sessions (tenant_id, id, user_id, token_hash, created_at, authenticated_at, level, ip, user_agent, country)
    select target, o.id, o.user_id, fresh, o.created_at, o.authenticated_at, o.level, o.ip, o.user_agent, o.country from outside o;
  end if;
  return true;
end
$function$;
-- owned by crmfex_gate, executable by crmfex_api

CREATE OR REPLACE FUNCTION gate.operator_call_began(id uuid, at timestamp with time zone, operator_id text, operator_name text, call text, params jsonb, request text, address text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  insert into public.operator_calls (id, began_at, operator_id, operator_name, call, params, request_id, address)
  values ($1, $2, $3, $4, $5, $6, $7, $8)
$function$;
-- owned by crmfex_gate, executable by crmfex_jobs

CREATE OR REPLACE FUNCTION gate.operator_call_ended(call_id uuid, at timestamp with time zone, outcome integer)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  update public.operator_calls set ended_at = at, status = outcome where id = call_id and ended_at is null
$function$;
-- owned by crmfex_gate, executable by crmfex_jobs

CREATE OR REPLACE FUNCTION gate.outbox_due(row_limit integer)
 RETURNS TABLE(tenant_id uuid, id uuid, queue text, body jsonb, request_id text)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  update public.outbox o
  set sent_count = o.sent_count + 1,
    next_at = now() + least(interval '1 hour', interval '1 minute' * (2 ^ least(o.sent_count, 10)))
  where (o.tenant_id, o.id) in (
    select d.tenant_id, d.id from public.outbox d
    where d.next_at <= now() and d.attempts < 20
      and (d.queue = 'tenant-export' or not exists (select from public.closings c where c.tenant_id = d.tenant_id))
    order by d.next_at limit row_limit for update skip locked
  )
  returning o.tenant_id, o.id, o.queue, o.body, o.request_id
$function$;
-- owned by crmfex_gate, executable by crmfex_jobs

CREATE OR REPLACE FUNCTION gate.policy_publications()
 RETURNS TABLE(policy text, version text, is_material boolean, published_at timestamp with time zone, effective_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select p.policy, p.version, p.is_material, p.published_at, p.effective_at
  from public.policy_publications p order by p.effective_at desc, p.version desc
$function$;
-- owned by crmfex_gate, executable by crmfex_jobs

CREATE OR REPLACE FUNCTION gate.portal_may(need text)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select exists (select from gate.role_permissions p where p.role = 'portal' and p.permission = need)
$function$;
-- owned by crmfex_gate, executable by crmfex_api

CREATE OR REPLACE FUNCTION gate.portal_scope(hash bytea)
 RETURNS TABLE(tenant_id uuid, link_id uuid, document_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select s.tenant_id, s.link_id, s.document_id
  from public.portal_sessions s
  where s.token_hash = hash and s.revoked_at is null and s.expires_at > now()
$function$;
-- owned by crmfex_gate, executable by crmfex_api

CREATE OR REPLACE FUNCTION gate.promises_since(since timestamp with time zone)
 RETURNS TABLE(promise text, result text, ran_at timestamp with time zone, evidence jsonb, days jsonb)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select last.promise, last.result, last.ran_at, last.evidence, coalesce(past.days, '[]')
  from (select distinct on (r.promise) r.promise, r.result, r.ran_at, r.evidence
        from public.promise_runs r order by r.promise, r.ran_at desc) last
  left join lateral (
    select jsonb_agg(jsonb_build_object('day', d.day, 'result', d.result) order by d.day) as days
    from (select to_char(r.ran_at at time zone 'Europe/Istanbul', 'YYYY-MM-DD') as day,
            (array['broken', 'unknown', 'kept', 'notHere'])[min(array_position(array['broken', 'unknown', 'kept', 'notHere'], r.result))] as result
          from public.promise_runs r where r.promise = last.promise and r.ran_at >= since group by 1) d
  ) past on true
$function$;
-- owned by crmfex_gate, executable by crmfex_jobs

CREATE OR REPLACE FUNCTION gate.remind_account_closings(moment timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  closing record;
  told integer := 0;
begin
  for closing in
    select c.user_id, c.due_at, c.due_at <= moment + interval '1 day' as is_last from public.account_closings c
    where c.erasing_at is null and c.due_at > moment
      and (c.day_told_at is null and c.due_at <= moment + interval '1 day' or c.week_told_at is null and c.due_at <= moment + interval '7 days')
    for update
  loop
    update public.account_closings c set week_told_at = coalesce(c.week_told_at, moment), day_told_at = case when closing.is_last then moment end
    where c.user_id = closing.user_id;
    perform gate.mail_person(closing.user_id, 'accountClosingSoon', jsonb_build_object('dueAt', closing.due_at));
    told := told + 1;
  end loop;
  return told;
end
$function$;
-- owned by crmfex_gate, executable by crmfex_jobs

CREATE OR REPLACE FUNCTION gate.remind_closings(moment timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  closing record;
  told integer := 0;
begin
  for closing in
    select c.tenant_id, c.due_at, c.due_at <= moment + interval '1 day' as is_last from public.closings c
    where c.erasing_at is null and c.due_at > moment
      and (c.day_told_at is null and c.due_at <= moment + interval '1 day' or c.week_told_at is null and c.due_at <= moment + interval '7 days')
    for update
  loop
    update public.closings c set week_told_at = coalesce(c.week_told_at, moment), day_told_at = case when closing.is_last then moment end
    where c.tenant_id = closing.tenant_id;
    perform gate.mail_owners(closing.tenant_id, 'closingSoon', null, closing.due_at);
    told := told + 1;
  end loop;
  return told;
end
$function$;
-- owned by crmfex_gate, executable by crmfex_jobs

CREATE OR REPLACE FUNCTION gate.search_matches(typed text, most integer)
 RETURNS TABLE(kind text, id uuid, score real)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET "pg_trgm.word_similarity_threshold" TO '0.45'
AS $function$
declare
  tenant constant uuid := app.tenant_id();
  folded constant text := btrim(regexp_replace(app.fold(coalesce(typed, '')), '\s+', ' ', 'g'));
  parts constant text[] := (string_to_array(folded, ' '))[1:6];
  safe constant text := regexp_replace(folded, '([\\%_])', '\\\1', 'g');
  -- Words of one or two letters hold no trigram of their own: they are looked for where words begin.
  patterns constant text[] := array(
    select case when length(part) < 3 then '% ' else '%' end || regexp_replace(part, '([\\%_])', '\\\1', 'g') || '%'
    from unnest(parts) part);
  likes text;
  similar_words text;
  found_count integer;
begin
  if tenant is null or folded = '' then return; end if;
  select string_agg(format('e.words like ($3)[%s]', n), ' and ') into likes from generate_series(1, cardinality(parts)) n;
  return query execute format(
    'with begins as (
       select e.kind, e.id, (case when e.name = $4 then 5 else 4 end)::real as score, e.touched_at from public.search_entries e
       where e.tenant_id = $1 and e.name like $5 order by e.name limit $2),
     holds as (
       select e.kind, e.id, (case when e.words like ''%% '' || $5 then 3 else 2 end)::real as score, e.touched_at
       from public.search_entries e where e.tenant_id = $1 and %s limit 400)
     select m.kind, m.id, max(m.score) from (select * from begins union all select * from holds) m
     group by m.kind, m.id order by max(m.score) desc, max(m.touched_at) desc limit $2', likes)
    using tenant, most, patterns, folded, safe || '%';
  get diagnostics found_count = row_count;
  -- Numbers are copied, not remembered: a similar number is another one, and all numbers of a business are similar.
  if found_count >= least(most, 5) or not exists (select from unnest(parts) part where part ~ '^[^0-9]{4,}$') then return; end if;
  select string_agg(format(case when part ~ '^[^0-9]{4,}$' then 'e.words operator(extensions.%%>) ($3)[%s]' else 'e.words like ($5)[%s]' end, n), ' and ')
    into similar_words from unnest(parts) with ordinality as p(part, n);
  return query execute format(
    'select e.kind, e.id, extensions.word_similarity($4, e.words)
     from public.search_entries e where e.tenant_id = $1 and %s and not (%s)
     order by 3 desc, e.touched_at desc limit $2', similar_words, replace(likes, '($3)', '($5)'))
    using tenant, most, parts, folded, patterns;
end $function$;
-- owned by crmfex_gate, executable by app_staff

CREATE OR REPLACE FUNCTION gate.self_scope(hash bytea, need text)
 RETURNS TABLE(session_id uuid, user_id uuid, email text, is_allowed boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select s.session_id, s.user_id, u.email, s.is_allowed
  from gate.staff_scope(hash, need) s join public.users u on u.id = s.user_id
  union all
  select s.id, s.user_id, u.email, need = 'account:keep'
    or need ~ '^account:' and not exists (select from public.account_closings a where a.user_id = s.user_id)
  from public.outside_sessions s join public.users u on u.id = s.user_id
  where s.token_hash = hash and s.expires_at > now()
$function$;
-- owned by crmfex_gate, executable by crmfex_api

CREATE OR REPLACE FUNCTION gate.session_seen(tenant uuid, session uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  update public.sessions set last_seen_at = now()
  where (tenant_id, id) = (
    select s.tenant_id, s.id from public.sessions s
    where s.tenant_id = tenant and s.id = session and s.last_seen_at < now() - interval '5 minutes'
    for update skip locked
  )
$function$;
-- owned by crmfex_gate, executable by crmfex_api

CREATE OR REPLACE FUNCTION gate.staff_scope(hash bytea, need text)
 RETURNS TABLE(session_id uuid, tenant_id uuid, user_id uuid, is_allowed boolean, is_stale boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select s.id, s.tenant_id, s.user_id,
    exists (select from gate.role_permissions p where p.role = m.role and p.permission = need)
      and (need = 'account:keep' or not exists (select from public.account_closings a where a.user_id = s.user_id))
      and (need ~ '^account:|:(read|own|export)$' or not exists (select from public.closings c where c.tenant_id = s.tenant_id))
      and (need ~ '^account:' or not exists (
        select from public.member_restrictions r where r.tenant_id = s.tenant_id and r.user_id = s.user_id and r.lifted_at is null)),
    s.last_seen_at < now() - interval '5 minutes'
  from public.sessions s
  join public.members m on m.tenant_id = s.tenant_id and m.user_id = s.user_id
  where s.token_hash = hash and s.revoked_at is null and s.expires_at > now() and s.last_seen_at > now() - interval '12 hours'
$function$;
-- owned by crmfex_gate, executable by crmfex_api

CREATE OR REPLACE FUNCTION gate.table_scope(tenant uuid, message uuid)
 RETURNS TABLE(user_id uuid, is_allowed boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select m.user_id, m.user_id is not null and not app.is_member_restricted(tenant, m.user_id) and exists (
    select from gate.role_permissions p where p.role = m.role
      and p.permission = case when o.queue = 'export-make' then 'tables:export' else 'tables:import' end
  )
  from public.outbox o
  left join public.imports i on i.tenant_id = o.tenant_id and i.id = (o.body ->> 'importId')::uuid
  left join public.exports e on e.tenant_id = o.tenant_id and e.id = (o.body ->> 'exportId')::uuid
  left join public.members m on m.tenant_id = o.tenant_id and m.user_id = coalesce(i.acted_by, e.created_by)
    and not exists (select from public.account_closings a where a.user_id = m.user_id)
  where o.tenant_id = tenant and o.id = message
    and o.queue in ('import-read', 'import-check', 'import-run', 'import-undo', 'export-make')
    and (o.queue = 'export-make' or not exists (select from public.closings c where c.tenant_id = tenant))
$function$;
-- owned by crmfex_gate, executable by crmfex_api

CREATE OR REPLACE FUNCTION gate.tell_closing()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  if tg_op = 'INSERT' then perform gate.mail_owners(new.tenant_id, 'closingAskedByOther', new.requested_by, new.due_at);
  else perform gate.mail_owners(old.tenant_id, 'closingKeptByOther', app.user_id(), null);
  end if;
  return null;
end
$function$;
-- owned by crmfex_gate, executable by nobody else

CREATE OR REPLACE FUNCTION gate.tenants_with_old_exports()
 RETURNS TABLE(tenant_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select distinct e.tenant_id from public.exports e where e.created_at < now() - interval '1 day'
$function$;
-- owned by crmfex_gate, executable by crmfex_jobs

CREATE OR REPLACE FUNCTION gate.tenants_with_old_imports()
 RETURNS TABLE(tenant_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select distinct i.tenant_id from public.imports i
  where (i.state in ('uploading', 'reading', 'refused', 'mapping', 'checking', 'checked') and i.updated_at < now() - interval '3 days')
    or i.created_at < now() - interval '90 days'
$function$;
-- owned by crmfex_gate, executable by crmfex_jobs

CREATE OR REPLACE FUNCTION gate.tenants_with_reminders_due(at timestamp with time zone)
 RETURNS TABLE(tenant_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select p.tenant_id
  from public.reminder_plans p
  join public.tenants t on t.id = p.tenant_id
  cross join lateral (select at at time zone t.time_zone as here) local
  where p.is_on and (p.last_run_day is null or p.last_run_day < local.here::date)
    and extract(hour from local.here) between p.hour and 19
$function$;
-- owned by crmfex_gate, executable by crmfex_jobs

CREATE OR REPLACE FUNCTION gate.tenants_with_statements_due(at timestamp with time zone)
 RETURNS TABLE(tenant_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select p.tenant_id
  from public.statement_plans p
  join public.tenants t on t.id = p.tenant_id
  cross join lateral (select at at time zone t.time_zone as here) local
  where p.is_on and extract(day from local.here) >= p.day_of_month and extract(hour from local.here) between p.hour and 19
    and (p.last_period is null or p.last_period < (date_trunc('month', local.here) - interval '1 month')::date)
$function$;
-- owned by crmfex_gate, executable by crmfex_jobs

CREATE OR REPLACE FUNCTION gate.tenants_with_unfinished_files()
 RETURNS TABLE(tenant_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select distinct f.tenant_id from public.files f
  where (f.state = 'uploading' and f.created_at < now() - interval '3 minutes')
    or (f.state = 'refused' and f.created_at < now() - interval '7 days')
    or f.deleted_at < now() - interval '30 days'
    or (f.purpose = 'attachment' and num_nonnulls(f.client_id, f.invoice_id) = 0)
    or (f.purpose = 'picture' and f.state = 'ready' and f.created_at < now() - interval '1 day')
$function$;
-- owned by crmfex_gate, executable by crmfex_jobs

CREATE OR REPLACE FUNCTION gate.unknown_bulletins(first_day date, last_day date)
 RETURNS TABLE(day date)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select asked.at::date from generate_series(first_day, last_day, interval '1 day') as asked(at)
  where extract(isodow from asked.at) < 6
    and not exists (select from exchange_bulletins b where b.source = 'tcmb' and b.day = asked.at::date)
  order by 1
$function$;
-- owned by crmfex_gate, executable by crmfex_jobs

CREATE OR REPLACE FUNCTION gate.user_of_email(address text)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select u.id from public.users u where u.email = address
$function$;
-- owned by crmfex_gate, executable by crmfex_api
