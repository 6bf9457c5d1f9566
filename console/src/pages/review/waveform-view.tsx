// The waveform on a canvas, redactions upon it; also the slider by which one seeks. Without peaks it
// is a plain line of time.
import Box from '@cloudscape-design/components/box';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { peakBetween, type Peaks } from '../../review/peaks.ts';
import type { Player } from '../../review/player.ts';
import type { Review, Spans } from '../../review/spans.ts';
import { viewAt, type View } from '../../review/timeline.ts';
import { clockText } from '../../transcription/transcript.ts';
import { TONES, TONE_COLOR, toneOf, type Tone } from './tones.tsx';
import { usePlayer } from './use-player.ts';

interface Props {
  player: Player;
  peaks: Peaks | undefined;
  duration: number;
  // In sight.
  seconds: number;
  review: Review;
  spans: Spans;
  selectedKey: number | undefined;
  onSelect: (key: number) => void;
}

const KEY_STEPS: Record<string, number> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageDown: -30,
  PageUp: 30,
  Home: -Infinity,
  End: Infinity,
};

export function WaveformView(props: Props) {
  const { player, duration, seconds, spans, selectedKey, onSelect } = props;
  const place = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const colors = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<View>({ from: 0, to: 0 });
  const latest = useRef({ props, view });
  latest.current = { props, view };

  const draw = useCallback(() => {
    if (!canvas.current || !colors.current) return;
    drawTimeline(canvas.current, colors.current, latest.current.props, latest.current.view);
  }, []);

  // The picture moves seldom, the line in it with every frame.
  useEffect(() => {
    const follow = () => {
      const { time } = player;
      setView((before) => viewAt(time, seconds, duration, before));
      const { from, to } = latest.current.view;
      const width = place.current?.clientWidth ?? 0;
      const x = to > from ? ((time - from) / (to - from)) * width : 0;
      if (head.current) head.current.style.transform = `translateX(${x}px)`;
    };
    follow();
    return player.subscribe(follow);
  }, [player, seconds, duration, view]);

  useEffect(draw, [draw, view, props.peaks, spans, selectedKey, duration]);
  useEffect(() => {
    if (!place.current) return undefined;
    const resized = new ResizeObserver(draw);
    resized.observe(place.current);
    // Dark or light.
    const recolored = new MutationObserver(draw);
    recolored.observe(document.body, { attributeFilter: ['class'] });
    return () => {
      resized.disconnect();
      recolored.disconnect();
    };
  }, [draw]);

  const timeAt = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return view.from + ((event.clientX - left) / width) * (view.to - view.from);
  };
  const press = (event: PointerEvent<HTMLElement>) => {
    const time = timeAt(event);
    player.seek(time);
    const hit = spans.find(({ start, end }) => start <= time * 1000 && time * 1000 <= end);
    if (hit) onSelect(hit.key);
  };
  const key = (event: KeyboardEvent) => {
    const step = KEY_STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    player.seek(Math.min(duration, Math.max(0, player.time + step)));
  };
  const whole = usePlayer(player, ({ time }) => Math.floor(time));

  return (
    <div
      ref={place}
      className="review-waveform"
      role="slider"
      tabIndex={0}
      aria-label="Position in the recording"
      aria-valuemin={0}
      aria-valuemax={Math.ceil(duration)}
      aria-valuenow={whole}
      aria-valuetext={`${clockText(whole)} of ${clockText(duration)}`}
      onPointerDown={press}
      onPointerMove={(event) => event.buttons === 1 && player.seek(timeAt(event))}
      onKeyDown={key}
    >
      <canvas ref={canvas} />
      <div ref={head} className="review-playhead" />
      <div ref={colors} hidden>
        {TONES.map((tone) => (
          <Box key={tone} variant="span" color={TONE_COLOR[tone]}>
            <span data-tone={tone} />
          </Box>
        ))}
      </div>
    </div>
  );
}

function colorOf(colors: HTMLElement, tone: Tone): string {
  const probe = colors.querySelector(`[data-tone="${tone}"]`);
  return probe ? getComputedStyle(probe).color : 'currentColor';
}

function drawTimeline(
  canvas: HTMLCanvasElement,
  colors: HTMLElement,
  { peaks, review, spans, selectedKey }: Props,
  { from, to }: View,
): void {
  const { clientWidth: width, clientHeight: height } = canvas;
  const context = canvas.getContext('2d');
  if (!context || width === 0) return;
  const ratio = window.devicePixelRatio || 1;
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  context.scale(ratio, ratio);
  context.clearRect(0, 0, width, height);
  if (to <= from) return;
  const scale = width / (to - from);

  for (const span of spans) {
    const left = (span.start / 1000 - from) * scale;
    const right = (span.end / 1000 - from) * scale;
    if (right < 0 || left > width) continue;
    context.fillStyle = colorOf(colors, toneOf(review, span));
    const isSelected = span.key === selectedKey;
    const wide = Math.max(2, right - left);
    context.globalAlpha = isSelected ? 0.45 : 0.22;
    context.fillRect(left, 0, wide, height);
    context.globalAlpha = 1;
    // One that was rejected has no floor.
    context.fillRect(left, 0, wide, isSelected ? 4 : 2);
    if (span.decision !== 'rejected') context.fillRect(left, height - 3, wide, 3);
    if (wide > 40) {
      context.font = '11px sans-serif';
      context.fillText(span.type, left + 4, 15, wide - 8);
    }
  }

  context.fillStyle = getComputedStyle(canvas).color;
  context.globalAlpha = 0.75;
  const middle = height / 2;
  const loudest = peaks?.loudest ?? 1;
  for (let x = 0; x < width; x += 1) {
    const loud = peaks ? peakBetween(peaks, from + x / scale, from + (x + 1) / scale) : 0;
    const half = Math.max(0.5, (loud / loudest) * (middle - 4));
    context.fillRect(x, middle - half, 1, 2 * half);
  }
}
