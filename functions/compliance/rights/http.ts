// HTTP face of the rights of people whose data are kept.
import { rightRoutes } from '../../../shared/rights.ts';
import { endpoint } from '../../platform/http.ts';
import { changeOwnChoice, objectByOneClick, showOwnChoice } from './objections.ts';
import { accessReport, accessReportPdf } from './report/report.ts';
import { answerRequest, createRequest, getRequest, listRequests, updateRequest } from './requests.ts';
import { getClientRights, lift, noteChoice, restrict } from './restrictions.ts';

const read = { needs: 'clients:read' } as const;
/** Nobody signs in for it: the token of the mail is all one needs. */
const byToken = { needs: 'public', idempotent: false, rate: { points: 30, seconds: 60 } } as const;
const write = { needs: 'clients:write' } as const;

export const rightsEndpoints = [
  endpoint(rightRoutes.ofClient, read, (ctx, { params }) => getClientRights(ctx, params.id)),
  endpoint(rightRoutes.report, read, (ctx, { params, query }) => accessReport(ctx, params.id, query)),
  endpoint(rightRoutes.reportPdf, { ...read, rate: { points: 30, seconds: 60 } }, (ctx, { params, query }) =>
    accessReportPdf(ctx, params.id, query),
  ),
  endpoint(rightRoutes.restrictClient, write, (ctx, { params, body }) =>
    restrict(ctx, { kind: 'client', ...params }, body.reason),
  ),
  endpoint(rightRoutes.liftClient, write, (ctx, { params }) => lift(ctx, { kind: 'client', ...params })),
  endpoint(rightRoutes.restrictContact, write, (ctx, { params, body }) =>
    restrict(ctx, { kind: 'contact', ...params }, body.reason),
  ),
  endpoint(rightRoutes.liftContact, write, (ctx, { params }) => lift(ctx, { kind: 'contact', ...params })),
  endpoint(rightRoutes.choose, write, (ctx, { params, body }) => noteChoice(ctx, params.id, body)),
  endpoint(rightRoutes.oneClick, { ...byToken, from: 'vendor' }, (ctx, { params, raw }) =>
    objectByOneClick(ctx, params.token, raw),
  ),
  endpoint(rightRoutes.shownChoice, { ...byToken, from: 'portal' }, (ctx, { body }) => showOwnChoice(ctx, body.token)),
  endpoint(rightRoutes.ownChoice, { ...byToken, from: 'portal' }, (ctx, { body }) =>
    changeOwnChoice(ctx, body.token, body.isWanted),
  ),
  endpoint(rightRoutes.list, read, (ctx, { query }) => listRequests(ctx, query)),
  endpoint(rightRoutes.get, read, (ctx, { params }) => getRequest(ctx, params.id)),
  endpoint(rightRoutes.create, write, (ctx, { body }) => createRequest(ctx, body)),
  endpoint(rightRoutes.update, write, (ctx, { params, ifMatch, body }) => updateRequest(ctx, params.id, ifMatch, body)),
  endpoint(rightRoutes.answer, write, (ctx, { params, body }) => answerRequest(ctx, params.id, body)),
];
