import Alert from '@cloudscape-design/components/alert';
import Link from '@cloudscape-design/components/link';
import { follow, href } from '../../routing/router.ts';

export default function NotFoundPage() {
  return (
    <Alert type="warning" header="There is no such page">
      Go to{' '}
      <Link href={href(['jobs'])} onFollow={follow}>
        Transcription jobs
      </Link>
      .
    </Alert>
  );
}
