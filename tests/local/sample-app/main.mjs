// A small Functions app that shows, over HTTP, what the local host handed to it.
import { app } from '@azure/functions';

const seen = { messages: [], timers: [], blobs: [], running: 0, runningMax: 0, hooks: 0 };
const every = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

app.hook.preInvocation(() => {
  seen.hooks += 1;
});

const tell = async (request) => ({
  status: 200,
  headers: { 'x-method': request.method },
  jsonBody: {
    method: request.method,
    params: request.params,
    query: [...request.query],
    url: request.url,
    header: request.headers.get('x-sent'),
    body: await request.text(),
  },
});

app.http('exact', { methods: ['GET'], route: 'things/special', handler: () => ({ jsonBody: { route: 'exact' } }) });
app.http('number', { methods: ['GET', 'DELETE'], route: 'things/{id:int:min(1)}', handler: tell });
app.http('any', { methods: ['GET'], route: 'things/{name:alpha:length(2,12)}', handler: tell });
app.http('change', { methods: ['PATCH'], route: 'things/{name:alpha}', handler: tell });
app.http('optional', { methods: every, route: 'echo/{tail?}', handler: tell });
app.http('rest', { methods: ['GET'], route: 'files/{*path}', handler: tell });
app.http('mixed', { methods: ['GET'], route: 'pages/{name}.{kind}', handler: tell });
app.http('fallback', { methods: ['GET'], route: 'lists/{size:int=20}', handler: tell });
app.http('seen', { methods: ['GET'], handler: () => ({ jsonBody: seen }) });
app.http('nothing', { methods: ['POST'], handler: () => undefined });
app.http('boom', { methods: ['GET'], handler: () => Promise.reject(new Error('boom')) });
app.http('bytes', {
  methods: ['GET'],
  handler: () => ({ body: new Uint8Array([0, 255, 10, 0]), headers: { 'content-type': 'application/pdf' } }),
});
app.http('upload', {
  methods: ['POST'],
  handler: async (request) => ({ jsonBody: { bytes: (await request.arrayBuffer()).byteLength } }),
});
app.http('cookies', {
  methods: ['GET'],
  handler: () => ({
    cookies: [
      { name: '__Host-a', value: 'x y', path: '/', secure: true, httpOnly: true, sameSite: 'Lax', maxAge: 60 },
      { name: 'b', value: '2', sameSite: 'None' },
      { name: 'c', value: '3' },
      { name: 'd', value: '', path: '/', expires: new Date(1000), maxAge: 0, sameSite: 'Strict' },
    ],
  }),
});
app.http('slow', {
  methods: ['POST'],
  handler: async () => {
    await new Promise((resolve) => setTimeout(resolve, 400));
    return { jsonBody: { finished: true } };
  },
});
app.http('crash', { methods: ['POST'], handler: () => process.exit(9) });

app.storageQueue('work', {
  queueName: '%WORK_QUEUE%',
  connection: 'AzureWebJobsStorage',
  handler: async (message, ctx) => {
    seen.running += 1;
    seen.runningMax = Math.max(seen.runningMax, seen.running);
    seen.messages.push({ message, dequeueCount: ctx.triggerMetadata.dequeueCount, id: ctx.triggerMetadata.id });
    await new Promise((resolve) => setTimeout(resolve, 20));
    seen.running -= 1;
    const fails = message.failTimes ?? 0;
    if (ctx.triggerMetadata.dequeueCount <= fails) throw new Error('asked to fail');
  },
});
app.timer('hourly', {
  schedule: '0 0 * * * *',
  handler: (timer) => {
    seen.timers.push({ name: 'hourly', isPastDue: timer.isPastDue, last: timer.scheduleStatus.last });
  },
});
app.timer('each-second', {
  schedule: '%EACH_SECOND%',
  handler: () => {
    seen.timers.push({ name: 'each-second' });
  },
});
app.storageBlob('arrivals', {
  path: '%ARRIVALS%/{folder}/{name}.txt',
  connection: 'AzureWebJobsStorage',
  source: 'EventGrid',
  handler: async (blob, ctx) => {
    const text = Buffer.from(blob).toString();
    seen.blobs.push({ text, folder: ctx.triggerMetadata.folder, name: ctx.triggerMetadata.name });
    const tries = seen.blobs.filter((one) => one.text === text).length;
    if (text.startsWith('fail ') && tries <= Number(text.slice(5))) throw new Error('asked to fail');
  },
});
