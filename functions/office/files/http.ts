// HTTP face of files and pictures.
import { fileRoutes } from '../../../shared/files.ts';
import { endpoint, redirect } from '../../platform/http.ts';
import { changeFile, createFile, deleteFile, fileLink, listFiles, restoreFile } from './files.ts';
import { createPicture, pictureLink, removePicture } from './pictures.ts';

// The answer holds an address that takes bytes: it is given once and stored nowhere.
const starting = { idempotent: false, rate: { points: 120, seconds: 60 } } as const;

export const fileEndpoints = [
  endpoint(fileRoutes.list, { needs: 'files:read' }, (ctx, { query }) => listFiles(ctx, query)),
  endpoint(fileRoutes.create, { needs: 'files:write', ...starting }, (ctx, { body }) => createFile(ctx, body)),
  endpoint(fileRoutes.content, { needs: 'files:read' }, async (ctx, { params }) =>
    redirect(await fileLink(ctx, params.id)),
  ),
  endpoint(fileRoutes.change, { needs: 'files:write' }, (ctx, { params, body }) => changeFile(ctx, params.id, body)),
  endpoint(fileRoutes.remove, { needs: 'files:write' }, (ctx, { params }) => deleteFile(ctx, params.id)),
  endpoint(fileRoutes.restore, { needs: 'files:write' }, (ctx, { params }) => restoreFile(ctx, params.id)),
  endpoint(fileRoutes.createPicture, { needs: 'account:own', ...starting }, (ctx, { body }) =>
    createPicture(ctx, body),
  ),
  endpoint(fileRoutes.removePicture, { needs: 'account:own' }, (ctx) => removePicture(ctx)),
  endpoint(fileRoutes.picture, { needs: 'account:own' }, async (ctx, { params }) =>
    redirect(await pictureLink(ctx, params.id)),
  ),
];
