// Every address of the portal and of the files it links to.
import { address } from '@crmfex/shared/api.ts';
import { portalRoutes } from '@crmfex/shared/portal.ts';
import { apiBase } from './api.ts';

export const routes = {
  invoice: (linkId: string) => `/invoices/${linkId}`,
  invoicePdf: (linkId: string) => address(apiBase, portalRoutes.pdf, { id: linkId }),
  file: (linkId: string, fileId: string) => address(apiBase, portalRoutes.file, { id: linkId, fileId }),
  sellerLogo: (linkId: string) => address(apiBase, portalRoutes.logo, { id: linkId }),
};
