// The recording: its waveform with the redactions, and what plays it.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import Select from '@cloudscape-design/components/select';
import { useRef, useState } from 'react';
import { secondsOf } from '../../review/peaks.ts';
import { RATES, STEP_SECONDS, type Player } from '../../review/player.ts';
import type { Review, Spans } from '../../review/spans.ts';
import { clockText } from '../../transcription/transcript.ts';
import { useRecording, useWaveform } from './use-recording.ts';
import { usePlayer } from './use-player.ts';
import { WaveformView } from './waveform-view.tsx';

interface Props {
  player: Player;
  job: string;
  mediaUri: string;
  review: Review;
  spans: Spans;
  selectedKey: number | undefined;
  onSelect: (key: number) => void;
}

// Seconds in sight.
const ZOOMS = [
  { id: 'all', text: 'All', seconds: Infinity },
  { id: '300', text: '5 min', seconds: 300 },
  { id: '60', text: '1 min', seconds: 60 },
  { id: '10', text: '10 s', seconds: 10 },
];

const RATE_OPTIONS = RATES.map((rate) => ({ value: String(rate), label: `${rate}×` }));

export function PlayerPanel({ player, job, mediaUri, ...redactions }: Props) {
  const recording = useRecording(job, mediaUri);
  const duration = usePlayer(player, ({ duration: seconds }) => seconds);
  const waveform = useWaveform(job);
  const [zoom, setZoom] = useState('60');
  // After a new link the recording goes on where it was.
  const heard = useRef(0);
  const seconds = ZOOMS.find(({ id }) => id === zoom)?.seconds ?? Infinity;

  if (recording.problem) {
    return (
      <div className="review-player">
        <Alert type="info">{recording.problem}</Alert>
        {waveform.peaks && (
          <WaveformView
            player={player}
            peaks={waveform.peaks}
            duration={secondsOf(waveform.peaks)}
            seconds={Infinity}
            {...redactions}
          />
        )}
      </div>
    );
  }
  return (
    <div className="review-player">
      <audio
        ref={player.attach}
        src={recording.url}
        preload="metadata"
        aria-label="Recording"
        onTimeUpdate={(event) => {
          heard.current = event.currentTarget.currentTime;
        }}
        onLoadedMetadata={(event) => {
          if (heard.current > 0) event.currentTarget.currentTime = heard.current;
        }}
        onError={recording.failed}
      />
      <WaveformView
        player={player}
        peaks={waveform.peaks}
        duration={duration}
        seconds={seconds}
        {...redactions}
      />
      <div className="review-controls">
        <PlayButton player={player} disabled={duration === 0} />
        <Button onClick={() => player.seek(player.time - STEP_SECONDS)}>Back 5 s</Button>
        <Button onClick={() => player.seek(player.time + STEP_SECONDS)}>Forward 5 s</Button>
        <Time player={player} />
        <Rate player={player} />
        <SegmentedControl
          label="Part of the recording in sight"
          selectedId={zoom}
          options={ZOOMS.map(({ id, text }) => ({ id, text }))}
          onChange={({ detail }) => setZoom(detail.selectedId)}
        />
        <Box color="text-body-secondary" fontSize="body-s">
          {waveform.note}
        </Box>
      </div>
    </div>
  );
}

function PlayButton({ player, disabled }: { player: Player; disabled: boolean }) {
  const isPlaying = usePlayer(player, (each) => each.isPlaying);
  return (
    <Button
      iconName={isPlaying ? 'pause' : 'play'}
      disabled={disabled}
      ariaLabel={isPlaying ? 'Pause' : 'Play'}
      onClick={() => player.toggle()}
    />
  );
}

function Time({ player }: { player: Player }) {
  const tenths = usePlayer(player, ({ time }) => Math.floor(time * 10));
  const duration = usePlayer(player, (each) => each.duration);
  return (
    <span className="review-time">
      {clockText(tenths / 10).slice(0, -1)} / {clockText(duration).slice(0, -3)}
    </span>
  );
}

function Rate({ player }: { player: Player }) {
  const rate = usePlayer(player, (each) => each.rate);
  return (
    <Select
      inlineLabelText="Speed"
      ariaLabel="Speed"
      options={RATE_OPTIONS}
      selectedOption={{ value: String(rate), label: `${rate}×` }}
      onChange={({ detail }) => player.setRate(Number(detail.selectedOption.value))}
    />
  );
}
