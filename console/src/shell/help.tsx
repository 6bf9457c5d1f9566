// The help panel: a page says what it has to say, and the note on redaction stands below it always.
import Alert from '@cloudscape-design/components/alert';
import Link from '@cloudscape-design/components/link';
import HelpPanel from '@cloudscape-design/components/help-panel';
import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';

export interface HelpTopic {
  title: string;
  body: ReactNode;
}

interface Help {
  topic: HelpTopic | undefined;
  open: boolean;
  setTopic: (topic: HelpTopic | undefined) => void;
  setOpen: (open: boolean) => void;
}

const HelpContext = createContext<Help | undefined>(undefined);

export function HelpProvider({ children }: { children: ReactNode }) {
  const [topic, setTopic] = useState<HelpTopic>();
  const [open, setOpen] = useState(false);
  const value = useMemo(() => ({ topic, open, setTopic, setOpen }), [topic, open]);
  return <HelpContext value={value}>{children}</HelpContext>;
}

export function useHelp(): Help {
  const help = useContext(HelpContext);
  if (!help) throw new Error('No HelpProvider is around this component.');
  return help;
}

// What the panel says while a page is open. `topic` must be a constant of the page's module.
export function usePageHelp(topic: HelpTopic): void {
  const { setTopic } = useHelp();
  useEffect(() => {
    setTopic(topic);
    return () => setTopic(undefined);
  }, [topic, setTopic]);
}

// The word "Info" beside a label; `topic` as above.
export function InfoLink({ topic }: { topic: HelpTopic }) {
  const { setTopic, setOpen } = useHelp();
  const show = () => {
    setTopic(topic);
    setOpen(true);
  };
  return (
    <Link variant="info" ariaLabel={`Info: ${topic.title}`} onFollow={show}>
      Info
    </Link>
  );
}

export function Help() {
  const { topic } = useHelp();
  return (
    <HelpPanel header={<h2>{topic?.title ?? 'Help'}</h2>}>
      {topic?.body}
      <Alert type="info" header="Redaction is a prediction">
        <p>
          It may miss personal information, or mark what is none. Do not rely on it alone: have
          somebody review the results where a miss would do harm, and treat redacted documents as
          possibly sensitive.
        </p>
        <p>
          It does not fulfil the requirements for de-identified data of privacy laws for medical
          records.
        </p>
      </Alert>
    </HelpPanel>
  );
}
