-- How often a run that brings a business in was cut off without a word: after the second time nobody begins a third.
alter table tenant_imports add column cut_off_count integer not null default 0 check (cut_off_count >= 0);
grant update (cut_off_count) on tenant_imports to app_system;
