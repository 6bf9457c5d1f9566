import Pagination from '@cloudscape-design/components/pagination';
import type { useTokenPages } from '../polling/use-token-pages.ts';

type Pages = Omit<ReturnType<typeof useTokenPages>, 'data'>;

export function TokenPagination({ pages }: { pages: Pages }) {
  return (
    <Pagination
      currentPageIndex={pages.page}
      pagesCount={pages.pagesKnown}
      openEnd={pages.hasMore}
      disabled={pages.loading}
      onChange={({ detail }) => pages.goTo(detail.currentPageIndex)}
      ariaLabels={{
        nextPageLabel: 'Next page',
        previousPageLabel: 'Previous page',
        pageLabel: (page) => `Page ${page}`,
      }}
    />
  );
}
