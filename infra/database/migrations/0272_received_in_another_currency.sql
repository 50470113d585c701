-- Money that came in another currency than the invoices it settles: what came, and at which rate it counts.
alter table payments
  add column received_currency text check (received_currency in ('TRY', 'EUR', 'USD', 'GBP')),
  add column received_minor bigint check (received_minor between 1 and 9999999999999),
  -- Units of what came for one of what it settles.
  add column received_rate numeric check (received_rate > 0 and received_rate < 1e10 and scale(received_rate) <= 6),
  add constraint "money in another currency has an amount and a rate"
    check (num_nulls(received_currency, received_minor, received_rate) in (0, 3)),
  add constraint "only a payment comes in another currency" check (received_minor is null or (kind = 'payment' and received_currency <> currency)),
  -- All our currencies have two places; half a unit off at most, for one rounding.
  add constraint "a payment is what came at its rate" check (abs(amount_minor * received_rate - received_minor) <= received_rate / 2);
grant insert (received_currency, received_minor, received_rate) on payments to app_staff;
