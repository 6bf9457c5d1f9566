// A page that fails to load or to draw says so, and the rest of the console goes on.
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { Component } from 'react';
import type { ReactNode } from 'react';
import { messageOf } from '../api/errors.ts';

interface Props {
  children: ReactNode;
}

export class PageFault extends Component<Props, { error?: unknown }> {
  override state: { error?: unknown } = {};

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === undefined) return this.props.children;
    return (
      <Alert
        type="error"
        header="This page could not be shown"
        action={<Button onClick={() => window.location.reload()}>Reload and sign in again</Button>}
      >
        {messageOf(this.state.error)}
      </Alert>
    );
  }
}
