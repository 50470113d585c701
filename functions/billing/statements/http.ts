// HTTP face of statements by mail.
import { statementMailRoutes } from '../../../shared/statement-mails.ts';
import { endpoint } from '../../platform/http.ts';
import { changeStatementPlan, chooseStatements, getStatementChoice, getStatementPlan } from './plan.ts';
import { mailStatement } from './statements.ts';

const read = { needs: 'mail:read' } as const;

export const statementEndpoints = [
  endpoint(statementMailRoutes.plan, read, (ctx) => getStatementPlan(ctx)),
  endpoint(statementMailRoutes.changePlan, { needs: 'tenant:write' }, (ctx, { ifMatch, body }) =>
    changeStatementPlan(ctx, ifMatch, body),
  ),
  endpoint(statementMailRoutes.ofClient, read, (ctx, { params }) => getStatementChoice(ctx, params.id)),
  endpoint(statementMailRoutes.choose, { needs: 'mail:write' }, (ctx, { params, body }) =>
    chooseStatements(ctx, params.id, body.isLeftOut),
  ),
  endpoint(statementMailRoutes.send, { needs: 'invoices:send' }, (ctx, { params, body }) =>
    mailStatement(ctx, params.id, body),
  ),
];
