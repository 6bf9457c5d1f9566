// Text to be taken elsewhere: a terminal, a file.
import Box from '@cloudscape-design/components/box';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';

export function Snippet({ text, label }: { text: string; label: string }) {
  return (
    <div className="snippet">
      <pre tabIndex={0} aria-label={label}>
        <Box variant="code">{text}</Box>
      </pre>
      <CopyToClipboard
        copyButtonText="Copy"
        copyButtonAriaLabel={`Copy ${label}`}
        textToCopy={text}
        copySuccessText="Copied"
        copyErrorText="The browser did not allow copying"
      />
    </div>
  );
}
