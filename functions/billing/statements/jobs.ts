// Job and timer of monthly statements: the timer finds whose day has come, the job of each business writes the mails.
import * as z from 'zod';
import { flush } from '../../platform/flush.ts';
import { findWork, forTenant, job, schedule } from '../../platform/jobs.ts';
import { enqueue } from '../../platform/outbox.ts';
import { query } from '../../platform/statement.ts';
import { StatementsDue } from './messages.ts';
import { sendDueStatements } from './statements.ts';

export const statementJobs = [job(StatementsDue, (ctx) => sendDueStatements(ctx))];

const Due = z.strictObject({ tenantId: z.uuid() });

export const statementSchedules = [
  schedule('statements', '0 5,20,35,50 * * * *', async (base) => {
    const due = await findWork(
      base,
      query(Due, 'select tenant_id from gate.tenants_with_statements_due($1)', [base.clock()]),
    );
    for (const { tenantId } of due) {
      const ctx = forTenant(base, tenantId);
      await flush(ctx, [enqueue(ctx, StatementsDue, {})]);
    }
  }),
];
