"""Makes recordings with known contents: joined clips, and sounds without speech.

Everything is seeded: the same arguments give the same samples. Samples are floats in [-1, 1].
"""

import wave

import numpy


def read_wav(path):
    """Samples and rate of a 16-bit mono WAV file."""
    with wave.open(str(path), "rb") as file:
        if file.getsampwidth() != 2 or file.getnchannels() != 1:
            raise ValueError(f"{path}: not 16-bit mono")
        data = numpy.frombuffer(file.readframes(file.getnframes()), "<i2")
        return data.astype(numpy.float32) / 32768, file.getframerate()


def write_wav(path, samples, rate):
    data = (numpy.clip(samples, -1, 1) * 32767).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(data.tobytes())


def resample(samples, rate, wanted):
    """By cutting or padding the spectrum: exact for a signal that is silent at both ends."""
    if rate == wanted or len(samples) == 0:
        return samples.astype(numpy.float32)
    count = round(len(samples) * wanted / rate)
    spectrum = numpy.fft.rfft(samples)
    kept = numpy.zeros(count // 2 + 1, numpy.complex128)
    size = min(len(spectrum), len(kept))
    kept[:size] = spectrum[:size]
    return (numpy.fft.irfft(kept, count) * count / len(samples)).astype(numpy.float32)


def noise(seconds, rate, level, seed=1):
    count = int(seconds * rate)
    return numpy.random.default_rng(seed).normal(0, level, count).astype(numpy.float32)


def join(clips, gaps, rate, noise_level=0.0005, seed=1):
    """Joins clips with gaps (seconds; one before each clip and one at the end) of faint noise.

    Returns the samples and each clip's (start, end) in seconds.
    """
    if len(gaps) != len(clips) + 1:
        raise ValueError("one gap before each clip and one at the end")
    parts, times, at = [], [], 0
    for index, clip in enumerate([*clips, None]):
        gap = numpy.zeros(int(gaps[index] * rate), numpy.float32)
        parts.append(gap)
        at += len(gap)
        if clip is not None:
            times.append((at / rate, (at + len(clip)) / rate))
            parts.append(clip)
            at += len(clip)
    samples = numpy.concatenate(parts)
    return samples + noise(len(samples) / rate + 1, rate, noise_level, seed)[:len(samples)], times


def _pink(count, generator):
    spectrum = numpy.fft.rfft(generator.normal(0, 1, count))
    spectrum /= numpy.sqrt(numpy.arange(1, len(spectrum) + 1))
    samples = numpy.fft.irfft(spectrum, count)
    return samples / numpy.abs(samples).max()


def _breathing(time, generator):
    """Noise between 300 and 2500 Hz that swells and fades, a breath in and out every four seconds."""
    rate = round(1 / (time[1] - time[0]))
    spectrum = numpy.fft.rfft(generator.normal(0, 1, len(time)))
    hertz = numpy.fft.rfftfreq(len(time), 1 / rate)
    spectrum[(hertz < 300) | (hertz > 2500)] = 0
    samples = numpy.fft.irfft(spectrum, len(time))
    swell = numpy.maximum(0, numpy.sin(2 * numpy.pi * time / 2)) ** 2
    return samples / numpy.abs(samples).max() * swell


def _music(time):
    """Four chords, plucked twice a second, five decaying harmonics a note."""
    chords = [(220, 277.2, 329.6), (146.8, 185, 220), (164.8, 207.7, 246.9), (220, 277.2, 329.6)]
    samples = numpy.zeros(len(time))
    for beat in range(int(time[-1] * 2)):
        since = time - beat / 2
        decay = numpy.where((since >= 0) & (since < 2), numpy.exp(-3 * numpy.maximum(since, 0)), 0)
        for note in chords[beat // 4 % len(chords)]:
            for harmonic in range(1, 6):
                samples += decay * numpy.sin(2 * numpy.pi * note * harmonic * since) / harmonic**1.5
    return samples / numpy.abs(samples).max()


def without_speech(rate, seconds=20, seed=1):
    """Recordings in which nobody speaks: name -> samples."""
    generator = numpy.random.default_rng(seed)
    time = numpy.arange(int(seconds * rate)) / rate
    tone = lambda hertz: numpy.sin(2 * numpy.pi * hertz * time)
    ringing = (time % 6 < 2).astype(float)
    busy = (time % 1 < 0.5).astype(float)
    clicks = numpy.zeros(len(time))
    clicks[generator.integers(0, len(time), int(3 * seconds))] = 0.9
    sweep = numpy.sin(2 * numpy.pi * (100 * time + (rate / 2 - 300) / (2 * seconds) * time**2))
    keys = [(697, 1209), (770, 1336), (852, 1477), (941, 1336)]
    dialling = sum(((time % 2 // 0.5) == index) * (time % 0.5 < 0.2) * (tone(low) + tone(high))
                   for index, (low, high) in enumerate(keys))
    sounds = {
        "digital_silence": numpy.zeros(len(time)),
        "faint_noise": generator.normal(0, 0.001, len(time)),
        "white_noise": generator.normal(0, 0.1, len(time)),
        "pink_noise": 0.5 * _pink(len(time), generator),
        "mains_hum": 0.1 * (tone(60) + 0.5 * tone(120) + 0.3 * tone(180)),
        "tone_440": 0.3 * tone(440),
        "tone_1000_loud": 0.95 * tone(1000),
        "dial_tone": 0.2 * (tone(350) + tone(440)),
        "ringing": 0.2 * ringing * (tone(440) + tone(480)),
        "busy_tone": 0.2 * busy * (tone(480) + tone(620)),
        "dtmf": 0.3 * dialling,
        "sweep": 0.3 * sweep,
        "clicks": clicks,
        "breathing": 0.2 * _breathing(time, generator),
        "music": 0.5 * _music(time),
        "direct_current": numpy.full(len(time), 0.5),
    }
    return {name: samples.astype(numpy.float32) for name, samples in sounds.items()}
