// What is around every page: the bar at the top, navigation, notices, breadcrumbs, help.
import AppLayout from '@cloudscape-design/components/app-layout';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import SideNavigation from '@cloudscape-design/components/side-navigation';
import Spinner from '@cloudscape-design/components/spinner';
import { Suspense, useEffect, useMemo, useState } from 'react';
import { findPage, navigationItems } from '../pages/routes.ts';
import { askToLeave } from '../routing/leaving.ts';
import { follow, href, parseHash, useHash } from '../routing/router.ts';
import type { Session } from '../session/session.ts';
import { UploadNotice, UploadsProvider } from '../uploads/uploads.tsx';
import { Help, HelpProvider, useHelp } from './help.tsx';
import { NoticeBar, NoticesProvider } from './notices.tsx';
import { PageFault } from './page-fault.tsx';
import { TopBar } from './top-bar.tsx';

interface Props {
  session: Session;
  onSignOut: () => void;
}

export default function Shell(props: Props) {
  return (
    <NoticesProvider>
      <HelpProvider>
        <UploadsProvider s3={props.session.s3}>
          <Frame {...props} />
        </UploadsProvider>
      </HelpProvider>
    </NoticesProvider>
  );
}

function Frame({ session, onSignOut }: Props) {
  const hash = useHash();
  const location = useMemo(() => parseHash(hash), [hash]);
  const found = findPage(location.segments);
  const help = useHelp();
  const [navigationOpen, setNavigationOpen] = useState(() => window.innerWidth >= 912);

  const { route, params } = found;
  const trail = route.trail(params, location.query);
  const title = trail.at(-1)?.text ?? '';
  useEffect(() => {
    document.title = `${title} | Tacet`;
  }, [title]);

  return (
    <>
      <TopBar session={session} onSignOut={() => askToLeave(onSignOut)} />
      <AppLayout
        headerSelector="#top"
        contentType={route.contentType}
        navigationOpen={navigationOpen}
        onNavigationChange={({ detail }) => setNavigationOpen(detail.open)}
        navigation={
          <SideNavigation
            header={{ text: 'Tacet', href: href(['jobs']) }}
            activeHref={route.navigation?.href ?? trail[0]?.href ?? ''}
            items={navigationItems()}
            onFollow={follow}
          />
        }
        breadcrumbs={<BreadcrumbGroup items={trail} onFollow={follow} />}
        notifications={
          <>
            <UploadNotice />
            <NoticeBar />
          </>
        }
        stickyNotifications
        tools={<Help />}
        toolsOpen={help.open}
        onToolsChange={({ detail }) => help.setOpen(detail.open)}
        content={
          // A page of another address is another page: nothing of the former's state stays.
          <PageFault key={hash}>
            <Suspense fallback={<Spinner size="large" />}>
              <route.Page params={params} query={location.query} />
            </Suspense>
          </PageFault>
        }
      />
    </>
  );
}
