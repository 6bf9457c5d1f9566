import { I18nProvider } from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en';
import { Suspense, lazy, useState } from 'react';
import SignIn from './session/sign-in.tsx';
import { SessionContext, type Session } from './session/session.ts';

// Loaded while the user looks for the key.
const loadShell = () => import('./shell/shell.tsx');
const Shell = lazy(loadShell);

export default function App() {
  const [session, setSession] = useState<Session>();
  return (
    <I18nProvider locale="en" messages={[messages]}>
      {session ? (
        <SessionContext value={session}>
          <Suspense>
            <Shell session={session} onSignOut={() => setSession(undefined)} />
          </Suspense>
        </SessionContext>
      ) : (
        <SignIn onSignedIn={setSession} />
      )}
    </I18nProvider>
  );
}
