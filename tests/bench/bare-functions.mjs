// The least an app on Azure Functions can be: the library and one function.
import { app } from '@azure/functions';

app.http('bare', { route: 'bare', methods: ['GET'], authLevel: 'anonymous', handler: () => ({ status: 204 }) });
