// A page as a signed-in user sees it, over a service that is a table of answers.
import { I18nProvider } from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en';
import { render } from '@testing-library/react';
import type { ReactElement } from 'react';
import { vi } from 'vitest';
import type { Role } from '../api/review.ts';
import type { S3Client } from '../api/s3.ts';
import { TranscribeClient } from '../api/transcribe.ts';
import { ReviewClient } from '../api/review.ts';
import { SessionContext, type Session } from '../session/session.ts';
import { HelpProvider } from '../shell/help.tsx';
import { NoticeBar, NoticesProvider } from '../shell/notices.tsx';
import { fakeConnection, jsonAnswer } from './connection.ts';

// By operation ('ListTranscriptionJobs'): what it answers to an input, or an Error.
export type Answers = Record<string, (input: never) => unknown>;

export interface Refusal {
  code: string;
  message: string;
}

interface Options {
  role?: Role;
  s3?: Partial<S3Client>;
  config?: Partial<Session['config']>;
}

export async function fakeSession(
  answers: Answers,
  { role = 'admin', s3 = {}, config }: Options = {},
) {
  const calls: { operation: string; input: Record<string, unknown> }[] = [];
  const { connection } = await fakeConnection(({ headers, body }) => {
    const operation = headers.get('x-amz-target')?.split('.')[1] ?? '';
    const input = JSON.parse(body) as Record<string, unknown>;
    calls.push({ operation, input });
    const answer = answers[operation]?.(input as never);
    if (answer === undefined) throw new Error(`The test has no answer to ${operation}.`);
    const { code, message } = answer as Partial<Refusal>;
    if (code) return jsonAnswer({ __type: code, Message: message }, 400);
    return jsonAnswer(answer);
  });
  const session: Session = {
    accessKeyId: 'AKIDEXAMPLE',
    role,
    config: {
      region: 'us-east-1',
      endpoint: 'https://tacet.example',
      version: '0.0.0',
      accountId: '000000000000',
      serviceBucket: 'aws-transcribe-us-east-1-prod',
      retentionDays: 90,
      languages: ['en-US', 'en-GB', 'de-DE'],
      objectStore: 'embedded',
      ...config,
    },
    transcribe: new TranscribeClient(connection),
    review: new ReviewClient(connection),
    s3: s3 as S3Client,
  };
  return { session, calls };
}

export function renderPage(session: Session, page: ReactElement) {
  // Not in jsdom, and components ask.
  window.matchMedia ??= vi.fn(() => ({ matches: false }) as MediaQueryList);
  return render(
    <I18nProvider locale="en" messages={[messages]}>
      <SessionContext value={session}>
        <NoticesProvider>
          <HelpProvider>
            <NoticeBar />
            {page}
          </HelpProvider>
        </NoticesProvider>
      </SessionContext>
    </I18nProvider>,
  );
}
