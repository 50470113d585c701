// The subject of a mail that leaves by itself: from the business's own text, or from ours when that cannot be filled in.
import { draftLetter, type Letter } from '../../office/mail-templates/compose.ts';
import { TemplateFault } from '../../office/mail-templates/faults.ts';

/** Never fails for a mistake in a template: whoever sends the mail says so then, at the mail itself. */
export async function subjectOf(letter: Letter): Promise<string> {
  try {
    return (await draftLetter(letter)).subject;
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error;
    return (await draftLetter({ ...letter, template: undefined })).subject;
  }
}
