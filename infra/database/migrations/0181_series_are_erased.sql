-- Where a whole business is erased its series go too, whatever they have numbered.
drop trigger keep_series on number_series;
create trigger keep_series before delete or update of retired_at on number_series
  for each row when (current_user <> 'crmfex_maintenance') execute function app.keep_series();
