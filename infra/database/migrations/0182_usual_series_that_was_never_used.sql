-- A usual series that gave way before anything was numbered by it was never one: the list of series does not keep it.
create or replace function app.keep_usual_series() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
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
end $$;
