// Which address shows which page. Each page is a file of its own that is loaded when it is first
// shown. A page that is to stand in the menu says so with `navigation`.
import type { AppLayoutProps } from '@cloudscape-design/components/app-layout';
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import { placesTo } from '../components/browse-s3/entries.ts';
import { placeAt, storageAddress } from '../components/browse-s3/storage-address.ts';
import { FILTER, VOCABULARY } from '../vocabulary/kinds.ts';
import { href, match, type Params } from '../routing/router.ts';

export interface PageProps {
  params: Params;
  query: URLSearchParams;
}

export interface Crumb {
  text: string;
  href: string;
}

export interface Route {
  // 'jobs/:name'
  pattern: string;
  Page: LazyExoticComponent<ComponentType<PageProps>>;
  contentType: AppLayoutProps.ContentType;
  navigation?: Crumb;
  // The last one is the page itself.
  trail: (params: Params, query: URLSearchParams) => Crumb[];
}

const STORAGE = { text: 'Browse S3', href: storageAddress(undefined) };
const JOBS = { text: 'Transcription jobs', href: href(['jobs']) };

const jobs: Route = {
  pattern: 'jobs',
  Page: lazy(() => import('./jobs/jobs-page.tsx')),
  contentType: 'table',
  navigation: JOBS,
  trail: () => [JOBS],
};

const createJob: Route = {
  pattern: 'create-job',
  Page: lazy(() => import('./create-job/create-job-page.tsx')),
  contentType: 'wizard',
  trail: () => [JOBS, { text: 'Create job', href: '' }],
};

const job: Route = {
  pattern: 'jobs/:name',
  Page: lazy(() => import('./job-details/job-page.tsx')),
  contentType: 'default',
  trail: ({ name = '' }) => [JOBS, { text: name, href: href(['jobs', name]) }],
};

const review: Route = {
  pattern: 'jobs/:name/review',
  Page: lazy(() => import('./review/review-page.tsx')),
  contentType: 'table',
  trail: ({ name = '' }) => [
    JOBS,
    { text: name, href: href(['jobs', name]) },
    { text: 'Review', href: href(['jobs', name, 'review']) },
  ],
};

const storage = {
  Page: lazy(() => import('./storage/storage-page.tsx')),
  contentType: 'table',
  trail: (params, query) =>
    placesTo(placeAt(params.bucket, query)).map(({ text, place }, index) => ({
      text: index === 0 ? STORAGE.text : text,
      href: storageAddress(place),
    })),
} satisfies Omit<Route, 'pattern'>;

const buckets: Route = { ...storage, pattern: 'storage', navigation: STORAGE };
const folder: Route = { ...storage, pattern: 'storage/:bucket' };

const VOCABULARIES = { text: 'Custom vocabulary', href: href([VOCABULARY.path]) };
const FILTERS = { text: 'Vocabulary filtering', href: href([FILTER.path]) };

const vocabularies: Route = {
  pattern: VOCABULARY.path,
  Page: lazy(async () => ({
    default: (await import('./vocabularies/list-page.tsx')).CustomVocabulary,
  })),
  contentType: 'table',
  navigation: VOCABULARIES,
  trail: () => [VOCABULARIES],
};

const filters: Route = {
  pattern: FILTER.path,
  Page: lazy(async () => ({
    default: (await import('./vocabularies/list-page.tsx')).VocabularyFilters,
  })),
  contentType: 'table',
  navigation: FILTERS,
  trail: () => [FILTERS],
};

const createVocabulary: Route = {
  pattern: VOCABULARY.createPath,
  Page: lazy(async () => ({
    default: (await import('./vocabularies/create-page.tsx')).CreateVocabulary,
  })),
  contentType: 'form',
  trail: () => [VOCABULARIES, { text: 'Create vocabulary', href: '' }],
};

const createFilter: Route = {
  pattern: FILTER.createPath,
  Page: lazy(async () => ({
    default: (await import('./vocabularies/create-page.tsx')).CreateVocabularyFilter,
  })),
  contentType: 'form',
  trail: () => [FILTERS, { text: 'Create vocabulary filter', href: '' }],
};

const vocabulary: Route = {
  pattern: `${VOCABULARY.path}/:name`,
  Page: lazy(async () => ({
    default: (await import('./vocabularies/vocabulary-page.tsx')).OneVocabulary,
  })),
  contentType: 'default',
  trail: ({ name = '' }) => [VOCABULARIES, { text: name, href: href([VOCABULARY.path, name]) }],
};

const filter: Route = {
  pattern: `${FILTER.path}/:name`,
  Page: lazy(async () => ({
    default: (await import('./vocabularies/vocabulary-page.tsx')).OneFilter,
  })),
  contentType: 'default',
  trail: ({ name = '' }) => [FILTERS, { text: name, href: href([FILTER.path, name]) }],
};

export const ROUTES: Route[] = [
  jobs,
  createJob,
  job,
  review,
  vocabularies,
  createVocabulary,
  vocabulary,
  filters,
  createFilter,
  filter,
  buckets,
  folder,
];

const notFound: Route = {
  pattern: '',
  Page: lazy(() => import('./not-found/not-found-page.tsx')),
  contentType: 'default',
  trail: () => [JOBS, { text: 'Page not found', href: '' }],
};

export function findPage(segments: string[]): { route: Route; params: Params } {
  if (segments.length === 0) return { route: jobs, params: {} };
  for (const route of ROUTES) {
    const params = match(route.pattern, segments);
    if (params) return { route, params };
  }
  return { route: notFound, params: {} };
}

export function hasPage(pattern: string): boolean {
  return ROUTES.some((route) => route.pattern === pattern);
}

export function navigationItems() {
  return ROUTES.flatMap(({ navigation }) =>
    navigation ? [{ type: 'link' as const, ...navigation }] : [],
  );
}
