// The recording of a job: a link for the player, and how loud it is for the waveform.
import { useCallback, useEffect, useState } from 'react';
import { isAbort, messageOf } from '../../api/errors.ts';
import { parseS3Uri, type S3Location } from '../../api/s3-uri.ts';
import { computePeaks } from '../../review/peaks.ts';
import { useSession, type Session } from '../../session/session.ts';

const LINK_SECONDS = 3600;
// A link this old may be why nothing more comes.
const OLD_LINK_MS = (LINK_SECONDS - 300) * 1000;
// Larger recordings would take too much of the browser's memory, decoded.
const MOST_BYTES = 200_000_000;
const MOST_SECONDS = 3600;
// Enough to see where somebody speaks.
const SAMPLE_RATE = 8000;

export interface Recording {
  url: string | undefined;
  // Why there is nothing to hear.
  problem: string | undefined;
  // For the player's errors: a new link if the link was too old.
  failed: () => void;
}

export function useRecording(uri: string | undefined): Recording {
  const { s3, config } = useSession();
  const [link, setLink] = useState<{ url: string; made: number }>();
  const [problem, setProblem] = useState<string>();

  const renew = useCallback(async () => {
    const place = uri === undefined ? undefined : parseS3Uri(uri);
    if (!place || config.objectStore === 's3') {
      setProblem('The recording is in a bucket of another S3 service, so it cannot be heard here.');
      return;
    }
    try {
      const url = await s3.presignGet(place.bucket, place.key, LINK_SECONDS);
      setLink({ url, made: Date.now() });
    } catch (error) {
      setProblem(messageOf(error));
    }
  }, [s3, config, uri]);
  useEffect(() => {
    if (uri !== undefined) void renew();
  }, [renew, uri]);

  const failed = useCallback(() => {
    if (link && Date.now() - link.made > OLD_LINK_MS) void renew();
    else setProblem('The recording is gone, or this browser cannot play its format.');
  }, [link, renew]);
  return { url: link?.url, problem, failed };
}

export interface Waveform {
  peaks: Float32Array | undefined;
  // What is said in its place.
  note: string;
}

export function useWaveform(uri: string | undefined, duration: number): Waveform {
  const { s3 } = useSession();
  const [waveform, setWaveform] = useState<Waveform>({ peaks: undefined, note: '' });

  useEffect(() => {
    const place = uri === undefined ? undefined : parseS3Uri(uri);
    if (!place || duration === 0) return undefined;
    const none = (note: string) => setWaveform({ peaks: undefined, note });
    if (duration > MOST_SECONDS) {
      none('No waveform: the recording is longer than an hour.');
      return undefined;
    }
    const controller = new AbortController();
    none('Drawing the waveform');
    loadPeaks(s3, place, controller.signal).then(
      (peaks) =>
        peaks
          ? setWaveform({ peaks, note: '' })
          : none('No waveform: the recording is larger than 200 MB.'),
      (error: unknown) => {
        if (!isAbort(error)) none('No waveform: the browser could not read the recording.');
      },
    );
    return () => controller.abort();
  }, [s3, uri, duration]);
  return waveform;
}

const pause = () => new Promise<void>((resolve) => setTimeout(resolve));

// undefined when it is too large.
async function loadPeaks(
  s3: Session['s3'],
  { bucket, key }: S3Location,
  signal: AbortSignal,
): Promise<Float32Array | undefined> {
  const response = await s3.getObject(bucket, key, signal);
  if (Number(response.headers.get('Content-Length')) > MOST_BYTES) {
    await response.body?.cancel();
    return undefined;
  }
  const bytes = await response.arrayBuffer();
  signal.throwIfAborted();
  // It decodes to its own rate, whatever the recording's.
  const context = new OfflineAudioContext(1, 1, SAMPLE_RATE);
  const sound = await context.decodeAudioData(bytes);
  const channels = Array.from({ length: sound.numberOfChannels }, (_, channel) =>
    sound.getChannelData(channel),
  );
  return computePeaks(channels, sound.sampleRate, pause, signal);
}
