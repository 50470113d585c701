// SQL of restrictions of members: one in force at a time, and every one that is over.
import * as z from 'zod';
import { MemberRestriction } from '../../../shared/members.ts';
import { command, query, type Statement } from '../../platform/statement.ts';

export const selectMemberRestrictions = (userId: string): Statement<MemberRestriction> =>
  query(
    MemberRestriction,
    `select r.id, r.reason, r.restricted_at, b.name as restricted_by_name, r.lifted_at, l.name as lifted_by_name
     from member_restrictions r left join users b on b.id = r.restricted_by left join users l on l.id = r.lifted_by
     where r.user_id = $1 order by r.restricted_at desc, r.id desc limit 100`,
    [userId],
  );

export type NewMemberRestriction = { id: string; userId: string; reason: string; at: Date };

export const insertMemberRestriction = ({ id, userId, reason, at }: NewMemberRestriction): Statement<never> =>
  command('insert into member_restrictions (id, user_id, reason, restricted_at) values ($1, $2, $3, $4)', [
    id,
    userId,
    reason,
    at,
  ]);

const Lifted = z.strictObject({ id: z.uuid() });

export const liftMemberRestriction = (userId: string, at: Date): Statement<z.infer<typeof Lifted>> =>
  query(
    Lifted,
    `update member_restrictions set lifted_at = $2, lifted_by = app.user_id()
     where user_id = $1 and lifted_at is null returning id`,
    [userId, at],
  );
