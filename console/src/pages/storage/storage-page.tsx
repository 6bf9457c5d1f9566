// Browse S3: the buckets, or a folder of one.
import Alert from '@cloudscape-design/components/alert';
import { placeAt } from '../../components/browse-s3/storage-address.ts';
import { otherStoreText } from '../../components/browse-s3/other-store.ts';
import { canWrite, useSession } from '../../session/session.ts';
import { usePageHelp } from '../../shell/help.tsx';
import type { PageProps } from '../routes.ts';
import { EntriesPage } from './entries-page.tsx';
import { HELP } from './help.tsx';
import { OpenBucket } from './open-bucket.tsx';

export default function StoragePage({ params, query }: PageProps) {
  usePageHelp(HELP);
  const { config, role } = useSession();
  const otherStore = otherStoreText(config);
  if (otherStore) {
    return (
      <Alert type="info" header="Nothing to browse here">
        {otherStore} Use that service&apos;s own tools.
      </Alert>
    );
  }
  const place = placeAt(params.bucket, query);
  if (!place && !canWrite(role)) return <OpenBucket />;
  return <EntriesPage place={place} />;
}
