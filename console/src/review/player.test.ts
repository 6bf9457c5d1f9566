import { describe, expect, it, vi } from 'vitest';
import { Player, type Sound } from './player.ts';

class FakeSound extends EventTarget {
  currentTime = 0;
  duration = 60;
  paused = true;
  playbackRate = 1;
  defaultPlaybackRate = 1;
  async play() {
    this.paused = false;
    this.dispatchEvent(new Event('play'));
  }
  pause() {
    this.paused = true;
    this.dispatchEvent(new Event('pause'));
  }
}

function playing() {
  const sound = new FakeSound();
  const frames: (() => void)[] = [];
  const player = new Player((callback) => frames.push(callback));
  player.attach(sound satisfies Sound);
  const frameAt = (time: number) => {
    sound.currentTime = time;
    frames.shift()?.();
  };
  return { sound, player, frames, frameAt };
}

describe('Player', () => {
  it('tells the time at every frame while it plays', () => {
    const { player, frames, frameAt } = playing();
    const times: number[] = [];
    player.subscribe(() => times.push(player.time));
    player.playFrom(3);
    frameAt(3.1);
    frameAt(3.2);
    expect(times.slice(-2)).toEqual([3.1, 3.2]);
    player.toggle();
    frameAt(3.3);
    expect(frames).toEqual([]);
  });

  it('stops at the end of a span, and does not at the next play', () => {
    const { player, sound, frameAt } = playing();
    player.playSpan(3, 4);
    frameAt(3.9);
    expect(sound.paused).toBe(false);
    frameAt(4.01);
    expect(sound.paused).toBe(true);
    player.toggle();
    frameAt(5);
    expect(sound.paused).toBe(false);
  });

  it('plays what was asked for before the recording was there, once it is', () => {
    const { player, sound, frameAt } = playing();
    sound.duration = NaN;
    player.playFrom(1);
    player.playSpan(3, 4);
    expect(sound.paused).toBe(true);
    sound.duration = 60;
    sound.dispatchEvent(new Event('loadedmetadata'));
    expect([sound.paused, player.time]).toEqual([false, 3]);
    frameAt(4.01);
    expect(sound.paused).toBe(true);
    sound.dispatchEvent(new Event('timeupdate'));
    expect([sound.paused, player.time]).toEqual([true, 4.01]);
  });

  it('seeks within the recording', () => {
    const { player } = playing();
    player.seek(-5);
    expect(player.time).toBe(0);
    player.seek(100);
    expect(player.time).toBe(60);
  });

  it('is as fast as it can be, and no faster', () => {
    const { player, sound } = playing();
    for (let step = 0; step < 9; step += 1) player.changeRate(1);
    expect([sound.playbackRate, sound.defaultPlaybackRate]).toEqual([2, 2]);
    player.changeRate(-1);
    expect(player.rate).toBe(1.5);
  });

  it('is silent without a recording', () => {
    const player = new Player();
    const told = vi.fn();
    player.subscribe(told);
    player.playFrom(3);
    player.toggle();
    expect([player.time, player.duration, player.isPlaying]).toEqual([0, 0, false]);
  });
});
