import type { HelpTopic } from '../../shell/help.tsx';

export const HELP: HelpTopic = {
  title: 'Browse S3',
  body: (
    <>
      <p>
        Buckets hold the recordings that jobs read, and the transcripts of jobs with an output
        location of your own. S3 clients and SDKs see the same buckets at the same address.
      </p>
      <p>
        A folder is what names have in common up to a <code>/</code>: it is there as soon as an
        object in it is, and goes with the last one. In a folder, names are looked for by how they
        begin.
      </p>
      <p>
        Uploading a file replaces an object of the same name. What is deleted cannot be brought
        back.
      </p>
    </>
  ),
};
