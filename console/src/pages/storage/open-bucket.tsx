// For a key that may read redacted transcripts in a bucket, yet not list the buckets.
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { storageAddress } from '../../components/browse-s3/storage-address.ts';
import { navigate } from '../../routing/router.ts';

export function OpenBucket() {
  const [bucket, setBucket] = useState('');
  const [tried, setTried] = useState(false);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (bucket) navigate(storageAddress({ bucket, key: '' }));
      }}
    >
      <Container header={<Header variant="h1">Browse S3</Header>}>
        <SpaceBetween size="l">
          <FormField
            label="Bucket"
            description="Your key shows the redacted transcripts in a bucket that you know."
            errorText={tried && !bucket && 'Enter the name of a bucket.'}
          >
            <Input
              value={bucket}
              spellcheck={false}
              onChange={({ detail }) => setBucket(detail.value.trim())}
            />
          </FormField>
          <Button variant="primary" formAction="submit">
            Open
          </Button>
        </SpaceBetween>
      </Container>
    </form>
  );
}
