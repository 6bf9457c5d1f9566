import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { Entry } from '../../components/browse-s3/entries.ts';
import { useSession } from '../../session/session.ts';
import { CreateBucket } from './create-bucket.tsx';
import { DeleteBucket } from './delete-bucket.tsx';

interface Props {
  selected: Entry[];
  onRefresh: () => void;
}

export function BucketActions({ selected, onRefresh }: Props) {
  const { role } = useSession();
  const [creating, setCreating] = useState(false);
  const [deleting, setDeleting] = useState<string>();
  const bucket = selected[0]?.location.bucket;
  return (
    <>
      <Header
        variant="awsui-h1-sticky"
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button iconName="refresh" ariaLabel="Refresh" onClick={onRefresh} />
            {role === 'admin' && (
              <Button disabled={!bucket} onClick={() => setDeleting(bucket)}>
                Delete
              </Button>
            )}
            <Button variant="primary" onClick={() => setCreating(true)}>
              Create bucket
            </Button>
          </SpaceBetween>
        }
      >
        Browse S3
      </Header>
      {creating && <CreateBucket onClose={() => setCreating(false)} onCreated={onRefresh} />}
      {deleting && (
        <DeleteBucket
          bucket={deleting}
          onClose={() => setDeleting(undefined)}
          onDeleted={onRefresh}
        />
      )}
    </>
  );
}
