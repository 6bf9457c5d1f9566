// A recording that is heard: where it is, told at every frame while it plays.

export const RATES = [0.5, 0.75, 1, 1.25, 1.5, 2];
export const STEP_SECONDS = 5;

// The part of an <audio> element that is needed.
export type Sound = Pick<
  HTMLAudioElement,
  'currentTime' | 'duration' | 'paused' | 'playbackRate' | 'defaultPlaybackRate' | 'play' | 'pause'
> &
  Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;

type Frame = (callback: () => void) => void;

interface Part {
  start: number;
  end: number;
}

const EVENTS = ['play', 'pause', 'seeked', 'timeupdate', 'loadedmetadata', 'ended', 'emptied'];

export class Player {
  #sound: Sound | undefined;
  #stopAt = Infinity;
  // Asked for before the recording was there.
  #wanted: Part | undefined;
  #awaitsFrame = false;
  readonly #listeners = new Set<() => void>();
  readonly #nextFrame: Frame;
  readonly #changed = () => {
    if (this.#wanted && this.duration > 0) this.#play(this.#wanted);
    else this.#tell();
  };

  constructor(nextFrame: Frame = (callback) => requestAnimationFrame(callback)) {
    this.#nextFrame = nextFrame;
  }

  // Bound, as React takes them.
  readonly attach = (sound: Sound | null) => {
    for (const event of EVENTS) this.#sound?.removeEventListener(event, this.#changed);
    this.#sound = sound ?? undefined;
    this.#wanted = undefined;
    for (const event of EVENTS) this.#sound?.addEventListener(event, this.#changed);
    this.#tell();
  };

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  get time(): number {
    return this.#sound?.currentTime ?? 0;
  }

  // Seconds; 0 until it is known.
  get duration(): number {
    const duration = this.#sound?.duration ?? 0;
    return Number.isFinite(duration) ? duration : 0;
  }

  get isPlaying(): boolean {
    return this.#sound !== undefined && !this.#sound.paused;
  }

  get rate(): number {
    return this.#sound?.playbackRate ?? 1;
  }

  seek(time: number): void {
    if (!this.#sound) return;
    this.#stopAt = Infinity;
    this.#wanted = undefined;
    this.#sound.currentTime = Math.min(Math.max(0, time), this.duration || time);
    this.#tell();
  }

  playFrom(time: number): void {
    this.#play({ start: time, end: Infinity });
  }

  // From `start` to `end`, then it stops.
  playSpan(start: number, end: number): void {
    this.#play({ start, end });
  }

  toggle(): void {
    if (this.isPlaying) {
      this.#sound?.pause();
    } else {
      this.#stopAt = Infinity;
      this.#start();
    }
  }

  // To the next rate, or the one before.
  changeRate(step: 1 | -1): void {
    const index = RATES.indexOf(this.rate) + step;
    this.setRate(RATES[index] ?? this.rate);
  }

  setRate(rate: number): void {
    if (!this.#sound) return;
    this.#sound.playbackRate = rate;
    // Another link to the recording begins with this.
    this.#sound.defaultPlaybackRate = rate;
    this.#tell();
  }

  #play(part: Part): void {
    if (!this.#sound) return;
    if (this.duration === 0) {
      this.#wanted = part;
      return;
    }
    this.seek(part.start);
    this.#stopAt = part.end;
    this.#start();
  }

  #start(): void {
    // It rejects when a pause or an error comes first, which the element's events tell.
    this.#sound?.play().catch(() => undefined);
  }

  #tell(): void {
    if (this.isPlaying && this.time >= this.#stopAt) {
      this.#stopAt = Infinity;
      this.#sound?.pause();
    }
    for (const listener of this.#listeners) listener();
    if (!this.isPlaying || this.#awaitsFrame) return;
    this.#awaitsFrame = true;
    this.#nextFrame(() => {
      this.#awaitsFrame = false;
      this.#tell();
    });
  }
}
