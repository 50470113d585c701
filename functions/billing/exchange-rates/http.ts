// HTTP face of exchange rates.
import { exchangeRoutes } from '../../../shared/exchange.ts';
import { endpoint } from '../../platform/http.ts';
import { getExchangeRate } from './exchange-rates.ts';

export const exchangeRateEndpoints = [
  endpoint(exchangeRoutes.get, { needs: 'invoices:read' }, (ctx, { query }) => getExchangeRate(ctx, query)),
];
