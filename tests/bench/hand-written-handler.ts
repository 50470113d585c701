// The peer without a platform: node:http, the same enter and the same SQL in one Sync, nothing checked that need not be.
import { createHash } from 'node:crypto';
import type { RequestListener } from 'node:http';
import pg from 'pg';
import { conditionsOf, invoiceList } from '../../functions/billing/invoices/list-store.ts';
import { readInvoice } from '../../functions/billing/invoices/store.ts';
import { longQuery } from './long-query.ts';
import { OneSync, type Step } from './one-sync.ts';

const now = new Date();
const enterText = 'select gate.enter($1, $2, $3)';
const getTexts = readInvoice('00000000-0000-7000-8000-000000000000', now).map(({ text }) => text);
const listQuery = { limit: 50 } as const;
const listStatement = invoiceList.statement(listQuery, conditionsOf({}, now));

type Row = Record<string, unknown>;

function invoiceOf(head: Row, lines: Row[], deliveries: Row[], links: Row[]): Row {
  const { tenantId, pdfKey, subtotalMinor, discountTotalMinor, chargeMinor, netMinor, vatMinor, vat, ...rest } = head;
  const { withholding, withheldMinor, stopajMinor, ...record } = rest;
  const totals = {
    ...{ subtotalMinor, discountMinor: discountTotalMinor, chargeMinor, netMinor, vatMinor, vat },
    ...{ totalMinor: head['totalMinor'], withholding, withheldMinor, stopajMinor, payableMinor: head['payableMinor'] },
  };
  return { ...record, lines, totals, deliveries, links };
}

function getSteps(id: string): Step[] {
  const values = [[id, now.toISOString()], [id], [id], [id]];
  return getTexts.map((text, place) => ({ name: `hand-get-${place}`, text, values: values[place] ?? [] }));
}
const { sort, totalFrom, ...longFilter } = longQuery;
const longConditions = conditionsOf({ ...longFilter, totalFrom: Number(totalFrom) }, now);
const longStatement = invoiceList.statement({ ...listQuery, sort }, longConditions);
const valuesOf = ({ values }: typeof listStatement) =>
  values.map((value) => (value instanceof Date ? value.toISOString() : String(value)));
const listSteps = (isLong: boolean): Step[] =>
  isLong
    ? [{ name: 'hand-long', text: longStatement.text, values: valuesOf(longStatement) }]
    : [{ name: 'hand-list', text: listStatement.text, values: valuesOf(listStatement) }];

/** One row more was asked for than is shown; it tells that there is a next page. */
function pageOf(rows: Row[], order: string): Row {
  const shown = rows.slice(0, listQuery.limit);
  const last = rows.length > listQuery.limit ? shown.at(-1) : undefined;
  const cursor = last && JSON.stringify([order, last['cursorKey'], last['cursorId']]);
  return {
    items: shown.map(({ cursorKey, cursorId, ...item }) => item),
    nextCursor: cursor === undefined ? null : Buffer.from(cursor).toString('base64url'),
  };
}

export function handWrittenHandler(): RequestListener {
  const pool = new pg.Pool({
    connectionString: process.env['DATABASE_URL_API'],
    max: 8,
    options: '-c timezone=UTC -c datestyle=ISO',
  });
  const run = async (steps: Step[]): Promise<Row[][]> => {
    const client = await pool.connect();
    try {
      const flight = new OneSync(steps);
      client.query(flight as unknown as pg.Submittable); // stands in for the driver's Query
      return await flight.answer;
    } finally {
      client.release();
    }
  };
  return (request, response) => {
    const token = /staff[^=]*=([\w-]{43})/.exec(request.headers.cookie ?? '')?.[1] ?? '';
    const values = [createHash('sha256').update(token).digest(), 'staff', 'invoices:read'];
    const enter = { name: 'hand-enter', text: enterText, values };
    const id = /^\/api\/invoices\/([0-9a-f-]{36})$/.exec(request.url ?? '')?.[1];
    const isLong = request.url?.includes('?') ?? false;
    const answer = run([enter, ...(id ? getSteps(id) : listSteps(isLong))]).then(
      ([, first = [], lines = [], deliveries = [], links = []]) =>
        id ? invoiceOf(first[0] ?? {}, lines, deliveries, links) : pageOf(first, isLong ? sort : '-createdAt'),
    );
    answer.then(
      (value) => {
        response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
        response.end(JSON.stringify(value));
      },
      () => response.writeHead(401).end(),
    );
  };
}
