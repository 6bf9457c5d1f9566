import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import FileInput from '@cloudscape-design/components/file-input';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { formatS3Uri, lastPart, type S3Location } from '../../api/s3-uri.ts';
import type { Entry } from '../../components/browse-s3/entries.ts';
import { saveAs } from '../../components/save-as.ts';
import { href, navigate } from '../../routing/router.ts';
import { canWrite, useSession } from '../../session/session.ts';
import { useNotifyFailure } from '../../shell/notices.tsx';
import { useUploads } from '../../uploads/uploads.tsx';
import { DeleteObjects } from './delete-objects.tsx';

interface Props {
  place: S3Location;
  selected: Entry[];
  onRefresh: () => void;
}

export function ObjectActions({ place, selected, onRefresh }: Props) {
  const { role, s3 } = useSession();
  const { queue } = useUploads();
  const notifyFailure = useNotifyFailure();
  const [deleting, setDeleting] = useState<Entry[]>();
  const mayChange = canWrite(role);
  const only = selected.length === 1 && selected[0]?.kind === 'object' ? selected[0] : undefined;

  const download = async ({ name, location: { bucket, key } }: Entry) => {
    try {
      // As a file, whatever the browser could show.
      const disposition = { 'response-content-disposition': 'attachment' };
      saveAs(await s3.presignGet(bucket, key, 900, disposition), name);
    } catch (error) {
      notifyFailure(`${name} could not be downloaded`, error);
    }
  };

  return (
    <>
      <Header
        variant="awsui-h1-sticky"
        description={
          <CopyToClipboard
            variant="inline"
            textToCopy={(only ?? { uri: formatS3Uri(place) }).uri}
            textToDisplay={(only ?? { uri: formatS3Uri(place) }).uri}
            copyButtonAriaLabel="Copy the S3 URI"
            copySuccessText="Copied"
            copyErrorText="The browser did not allow copying"
          />
        }
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button iconName="refresh" ariaLabel="Refresh" onClick={onRefresh} />
            <Button disabled={!only} onClick={() => only && void download(only)}>
              Download
            </Button>
            {mayChange && (
              <Button disabled={selected.length === 0} onClick={() => setDeleting(selected)}>
                Delete
              </Button>
            )}
            {mayChange && (
              <Button
                disabled={!only}
                onClick={() => only && navigate(href(['create-job'], { media: only.uri }))}
              >
                Transcribe this file
              </Button>
            )}
            {mayChange && (
              <FileInput
                multiple
                value={[]}
                onChange={({ detail }) =>
                  queue.add(
                    detail.value.map((file) => ({ file, path: file.name })),
                    place,
                  )
                }
              >
                Upload
              </FileInput>
            )}
          </SpaceBetween>
        }
      >
        {lastPart(place.key) || place.bucket}
      </Header>
      {deleting && (
        <DeleteObjects
          entries={deleting}
          onClose={() => setDeleting(undefined)}
          onDeleted={onRefresh}
        />
      )}
    </>
  );
}
