// Turns what is thrown outside a load's own handling into the words of the error page.
import { Problem } from '@crmfex/shared/problem.ts';
import type { HandleClientError } from '@sveltejs/kit/hooks';
import { problemText } from '#lib/problems.ts';

export const handleError: HandleClientError = ({ kind, error }) => {
  if (kind === 'app' || kind === 'framework') return { message: error.message };
  if (error instanceof Problem) {
    return { status: error.status, message: problemText(error), requestId: error.body?.instance, kind: error.kind };
  }
  return { message: problemText(error) };
};
