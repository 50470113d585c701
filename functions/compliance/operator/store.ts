// SQL of the record of operators' calls, run by the maintenance login.
import { OperatorCall } from '../../../shared/operator.ts';
import { list } from '../../platform/lists.ts';
import { command } from '../../platform/statement.ts';

export const calls = list({
  item: OperatorCall,
  columns: 'c.id, c.began_at, c.operator_name, c.call, c.params, c.status, c.request_id, c.address',
  from: 'operator_calls c',
  id: 'c.id',
  sorts: { beganAt: { expression: 'c.began_at', type: 'timestamptz' } },
  defaultSort: '-beganAt',
});

export const forgetCalls = (before: Date) => command('delete from operator_calls where began_at < $1', [before]);
