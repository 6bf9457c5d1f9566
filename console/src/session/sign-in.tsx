// The page before all others.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState, type FormEvent } from 'react';
import { messageOf } from '../api/errors.ts';
import { loadConfig } from './config.ts';
import { signIn, type Session } from './session.ts';

interface Props {
  onSignedIn: (session: Session) => void;
  signInWith?: typeof signIn;
  loadFrom?: typeof loadConfig;
}

// Browsers offer Web Crypto only where nobody can change the page on its way.
const secure = () => window.isSecureContext !== false && crypto.subtle !== undefined;

export default function SignIn({ onSignedIn, signInWith = signIn, loadFrom = loadConfig }: Props) {
  const [accessKeyId, setAccessKeyId] = useState('');
  const [secret, setSecret] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setFailure('');
    if (!accessKeyId.trim() || !secret.trim()) return;
    setBusy(true);
    try {
      onSignedIn(await signInWith(await loadFrom(), accessKeyId.trim(), secret.trim()));
    } catch (error) {
      setFailure(messageOf(error));
      setBusy(false);
    }
  };

  return (
    <Box padding={{ vertical: 'xxxl', horizontal: 'l' }}>
      <main className="sign-in">
        <form onSubmit={(event) => void submit(event)}>
          <Form
            actions={
              <Button variant="primary" formAction="submit" loading={busy} disabled={!secure()}>
                Sign in
              </Button>
            }
            errorText={failure}
          >
            <Container header={<Header variant="h1">Sign in to Tacet</Header>}>
              <SpaceBetween size="l">
                {!secure() && (
                  <Alert type="warning" header="This address is not secure">
                    Requests are signed in the browser, which allows that only over HTTPS or on the
                    computer that runs the service (http://localhost). Turn on TLS for the service,
                    or open it through a proxy that has it.
                  </Alert>
                )}
                <FormField
                  label="Access key ID"
                  errorText={tried && !accessKeyId.trim() && 'Enter the access key ID.'}
                >
                  <Input
                    value={accessKeyId}
                    onChange={({ detail }) => setAccessKeyId(detail.value)}
                    autoComplete={false}
                    spellcheck={false}
                    autoFocus
                  />
                </FormField>
                <FormField
                  label="Secret access key"
                  description="Signs requests in this tab and is forgotten with it; it is never sent or stored."
                  errorText={tried && !secret.trim() && 'Enter the secret access key.'}
                >
                  <Input
                    type="password"
                    value={secret}
                    onChange={({ detail }) => setSecret(detail.value)}
                    autoComplete={false}
                  />
                </FormField>
                <Box color="text-body-secondary" fontSize="body-s">
                  A key is made on the computer that runs the service, with{' '}
                  <Box variant="code">tacet keys create</Box>.
                </Box>
              </SpaceBetween>
            </Container>
          </Form>
        </form>
      </main>
    </Box>
  );
}
