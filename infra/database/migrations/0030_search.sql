-- What a person types into a search box, as patterns for `like all (...)`: every word must occur, in any order.
-- Folded as the searched columns are; what LIKE treats as signs is taken as typed.
create function app.search_patterns(search text) returns text[]
  language sql immutable parallel safe as $$
  select coalesce(array_agg('%' || regexp_replace(word, '([\\%_])', '\\\1', 'g') || '%'), '{}')
  from regexp_split_to_table(app.fold(coalesce(search, '')), '\s+') as word
  where word <> ''
$$;
revoke all on function app.search_patterns from public;
grant execute on function app.search_patterns to app_staff, app_portal, app_system;
