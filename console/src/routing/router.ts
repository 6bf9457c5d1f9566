// Where the user is, kept in the fragment of the address, so that the server has one page to serve
// and no path of the console can be taken for a bucket's.
import { useSyncExternalStore } from 'react';
import { askToLeave, isHeld } from './leaving.ts';

export interface Location {
  // Decoded segments: '#/jobs/a%2Fb?tab=text' is ['jobs', 'a/b'].
  segments: string[];
  query: URLSearchParams;
}

export type Params = Record<string, string>;

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment; // a stray % that somebody typed
  }
}

export function parseHash(hash: string): Location {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split(/\?(.*)/s, 2);
  return {
    segments: path.split('/').filter(Boolean).map(decode),
    query: new URLSearchParams(query),
  };
}

// The address of a page: href(['jobs', 'my job'], { tab: 'text' }) is '#/jobs/my%20job?tab=text'.
export function href(segments: string[], query: Params = {}): string {
  const path = `#/${segments.map(encodeURIComponent).join('/')}`;
  const search = new URLSearchParams(query).toString();
  return search ? `${path}?${search}` : path;
}

// The named parts of `segments` where they match a pattern such as 'jobs/:name', else undefined.
export function match(pattern: string, segments: string[]): Params | undefined {
  const parts = pattern.split('/').filter(Boolean);
  if (parts.length !== segments.length) return undefined;
  const params: Params = {};
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = segment;
    else if (part !== segment) return undefined;
  }
  return params;
}

export function navigate(target: string): void {
  window.location.hash = target.replace(/^#/, '');
}

// The address that is shown: not yet the browser's while somebody is asked whether to leave.
let shown = '';

function subscribe(changed: () => void): () => void {
  shown = window.location.hash;
  const moved = () => {
    const target = window.location.hash;
    if (target === shown) return;
    if (isHeld()) {
      window.history.replaceState(null, '', shown || '#');
      askToLeave(() => navigate(target));
    } else {
      shown = target;
      changed();
    }
  };
  window.addEventListener('hashchange', moved);
  return () => window.removeEventListener('hashchange', moved);
}

export function useHash(): string {
  return useSyncExternalStore(subscribe, () => shown || window.location.hash);
}

// For the onFollow of Cloudscape's links: those to pages of ours go through the router. A click
// with a modifier key is the browser's: it opens a tab.
export function follow(event: CustomEvent<{ href?: string; external?: boolean }>): void {
  const target = event.detail.href;
  if (!target?.startsWith('#') || event.detail.external) return;
  event.preventDefault();
  navigate(target);
}
