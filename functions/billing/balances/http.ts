// HTTP face of balances and statements.
import { balanceRoutes } from '../../../shared/balances.ts';
import { endpoint, redirect } from '../../platform/http.ts';
import { getBalance, getStatement } from './balances.ts';
import { linkToStatement } from './statement-pdf.ts';

const read = { needs: 'payments:read' } as const;
/** Drawn anew at each look. */
const draw = { ...read, rate: { points: 60, seconds: 60 } };

export const balanceEndpoints = [
  endpoint(balanceRoutes.get, read, (ctx, { params }) => getBalance(ctx, params.id)),
  endpoint(balanceRoutes.statement, read, (ctx, { params, query }) => getStatement(ctx, params.id, query)),
  endpoint(balanceRoutes.statementPdf, draw, async (ctx, { params, query }) =>
    redirect(await linkToStatement(ctx, params.id, query)),
  ),
];
