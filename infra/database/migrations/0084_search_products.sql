-- Products are found by name, code and description, as everything else is.
call app.index_search('products', 'product', 'name, code, description', $q$
  select null::uuid as parent_id, r.name::text as title, coalesce(r.code, '') as detail, null::bigint as amount_minor,
    null::text as currency, concat_ws(' ', r.name, r.code, r.description) as words $q$);
