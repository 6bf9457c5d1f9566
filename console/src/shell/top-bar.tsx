import TopNavigation from '@cloudscape-design/components/top-navigation';
import { useState } from 'react';
import { href } from '../routing/router.ts';
import type { Session } from '../session/session.ts';
import { chooseDark, isDark } from './theme.ts';

interface Props {
  session: Session;
  onSignOut: () => void;
}

const ROLES = {
  admin: 'Administrator',
  submit: 'Can submit jobs',
  'read-redacted': 'Reads redacted transcripts',
};

export function TopBar({ session, onSignOut }: Props) {
  const [dark, setDark] = useState(isDark);
  const switchMode = () => {
    chooseDark(!dark);
    setDark(!dark);
  };
  return (
    <div id="top" className="top-bar">
      <TopNavigation
        identity={{ href: href(['jobs']), title: 'Tacet' }}
        utilities={[
          {
            type: 'button',
            text: dark ? 'Light mode' : 'Dark mode',
            title: dark ? 'Switch to light mode' : 'Switch to dark mode',
            onClick: switchMode,
          },
          {
            type: 'menu-dropdown',
            text: session.accessKeyId,
            description: `${ROLES[session.role]} · ${session.config.region}`,
            iconName: 'user-profile',
            items: [{ id: 'sign-out', text: 'Sign out' }],
            onItemClick: ({ detail }) => detail.id === 'sign-out' && onSignOut(),
          },
        ]}
      />
    </div>
  );
}
