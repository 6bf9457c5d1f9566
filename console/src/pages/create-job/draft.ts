// A job's form while its user is away to make the filter that it needs. It goes with the session.
import { href } from '../../routing/router.ts';
import type { Session } from '../../session/session.ts';
import { FILTER } from '../../vocabulary/kinds.ts';
import type { JobForm } from './form.ts';

const drafts = new WeakMap<Session, JobForm>();

// Keeps the form, and returns the address of the page that makes a filter for it.
export function keepDraft(session: Session, form: JobForm): string {
  drafts.set(session, form);
  return href([FILTER.createPath], { for: 'create-job', language: form.languageCode });
}

// Where the form is taken up again; `filter` is what was made, if it was.
export function draftAddress(filter?: string): string {
  return href(['create-job'], { draft: '', ...(filter && { filter }) });
}

export function draftOf(session: Session, query: URLSearchParams): JobForm | undefined {
  const form = query.has('draft') ? drafts.get(session) : undefined;
  return form && { ...form, filterName: query.get('filter') ?? form.filterName };
}
