// Where the app starts in a browser, and how what is thrown there becomes the words of the error page.
import { Problem } from '@crmfex/shared/problem.ts';
import type { ClientInit, HandleClientError } from '@sveltejs/kit/hooks';
import { startLanguage } from '#lib/language.svelte.ts';
import { problemText } from '#lib/problems.ts';
import { startTheme } from '#lib/theme.svelte.ts';

export const init: ClientInit = () => {
  startTheme();
  startLanguage();
};

export const handleError: HandleClientError = ({ kind, error }) => {
  if (kind === 'app' || kind === 'framework') return { message: error.message };
  if (error instanceof Problem) {
    return { status: error.status, message: problemText(error), requestId: error.body?.instance, kind: error.kind };
  }
  console.error(error); // our own bug: whoever looks should find it
  return { message: problemText(error) };
};
