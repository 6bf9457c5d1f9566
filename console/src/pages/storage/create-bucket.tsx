import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState, type FormEvent } from 'react';
import { textError } from '../../api/check.ts';
import { messageOf } from '../../api/errors.ts';
import { Dialog } from '../../components/dialog.tsx';
import { useSession } from '../../session/session.ts';
import { useNotify } from '../../shell/notices.tsx';

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
const NAME = { min: 3, max: 63, pattern: '[a-z0-9][a-z0-9.-]*[a-z0-9]' };
const SHAPE =
  'Use lower-case letters, digits, "." and "-" alone, with a letter or digit first and last.';

interface Props {
  onClose: () => void;
  onCreated: () => void;
}

export function CreateBucket({ onClose, onCreated }: Props) {
  const { s3 } = useSession();
  const notify = useNotify();
  const [name, setName] = useState('');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  const create = async (event: FormEvent) => {
    event.preventDefault();
    const fault = textError(name, NAME, 'a name', SHAPE);
    setError(fault);
    if (fault) return;
    setBusy(true);
    try {
      // In us-east-1 S3 takes the second making of a bucket for a success.
      if ((await s3.listBuckets()).some((bucket) => bucket.name === name)) {
        setError('There is such a bucket already. Choose another name.');
        setBusy(false);
        return;
      }
      await s3.createBucket(name);
      notify({ type: 'success', content: `Bucket ${name} was created.` });
      onClose();
      onCreated();
    } catch (refused) {
      setError(messageOf(refused));
      setBusy(false);
    }
  };

  return (
    <Dialog
      header="Create bucket"
      onClose={() => !busy && onClose()}
      secondary={
        <Button variant="link" formAction="none" disabled={busy} onClick={onClose}>
          Cancel
        </Button>
      }
      primary={
        <Button variant="primary" form="create-bucket" loading={busy}>
          Create bucket
        </Button>
      }
    >
      <form id="create-bucket" onSubmit={(event) => void create(event)}>
        <FormField
          label="Name"
          constraintText="3 to 63 lower-case letters, digits, periods and hyphens."
          errorText={error}
        >
          <Input
            value={name}
            ariaRequired
            spellcheck={false}
            autoFocus
            onChange={({ detail }) => setName(detail.value.trim())}
          />
        </FormField>
      </form>
    </Dialog>
  );
}
