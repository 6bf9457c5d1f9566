// The recording of a job: a link for the player, and how loud it is for the waveform.
import { useCallback, useEffect, useState } from 'react';
import { isAbort, messageOf } from '../../api/errors.ts';
import { parseS3Uri } from '../../api/s3-uri.ts';
import { parsePeaks, type Peaks } from '../../review/peaks.ts';
import { useSession, type Session } from '../../session/session.ts';

const LINK_SECONDS = 3600;
// A link this old may be why nothing more comes.
const OLD_LINK_MS = (LINK_SECONDS - 300) * 1000;

export interface Recording {
  url: string | undefined;
  // Why there is nothing to hear.
  problem: string | undefined;
  // For the player's errors: a new link if the link was too old.
  failed: () => void;
}

export function useRecording(job: string, uri: string): Recording {
  const session = useSession();
  const [link, setLink] = useState<{ url: string; made: number }>();
  const [problem, setProblem] = useState<string>();

  const renew = useCallback(async () => {
    try {
      setLink({ url: await linkTo(session, job, uri), made: Date.now() });
    } catch (error) {
      setProblem(messageOf(error));
    }
  }, [session, job, uri]);
  useEffect(() => void renew(), [renew]);

  const failed = useCallback(() => {
    if (link && Date.now() - link.made > OLD_LINK_MS) void renew();
    else setProblem('The recording is gone, or this browser cannot play its format.');
  }, [link, renew]);
  return { url: link?.url, problem, failed };
}

async function linkTo({ s3, review, config }: Session, job: string, uri: string): Promise<string> {
  // The keys of this service do not open another's buckets.
  if (config.objectStore === 's3') {
    return (await review.call('GetMediaUrl', { TranscriptionJobName: job })).Url;
  }
  const place = parseS3Uri(uri);
  if (!place) throw new Error('The recording has an address that this console cannot read.');
  return s3.presignGet(place.bucket, place.key, LINK_SECONDS);
}

export interface Waveform {
  peaks: Peaks | undefined;
  // What is said in its place.
  note: string;
}

export function useWaveform(job: string): Waveform {
  const { review } = useSession();
  const [waveform, setWaveform] = useState<Waveform>({
    peaks: undefined,
    note: 'Drawing the waveform',
  });

  useEffect(() => {
    const controller = new AbortController();
    review.call('GetWaveform', { TranscriptionJobName: job }, controller.signal).then(
      ({ PeaksPerSecond, Peaks }) =>
        setWaveform({ peaks: parsePeaks(PeaksPerSecond, Peaks), note: '' }),
      (error: unknown) => {
        if (!isAbort(error)) setWaveform({ peaks: undefined, note: messageOf(error) });
      },
    );
    return () => controller.abort();
  }, [review, job]);
  return waveform;
}
