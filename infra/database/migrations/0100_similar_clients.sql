-- Whoever adds a client is told of those that look the same; names are compared by their trigrams, which came with the search.
grant usage on schema extensions to app_staff;
