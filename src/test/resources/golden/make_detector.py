#!/usr/bin/env python3
"""Makes detector.json: what SciPy makes of a short signal with the filters and stages of the QRS detector (LeadSignal, Candidates).

    python3 -m venv venv && venv/bin/pip install scipy==1.17.1 && venv/bin/python make_detector.py > detector.json

The filters are written anew from their definitions, with other means: SciPy's windows, upfirdn, correlate1d, uniform_filter1d and
maximum_filter1d.
"""
import json

import numpy as np
from scipy import ndimage, signal

RATE = 200
EVERY = 7  # one value of so many is kept: the file stays small


def samples(rate, seconds, noise, lost):
    """A beat every 0.8 s, wander and noise, in whole numbers; in the parts that are lost only a share of the beats."""
    rng = np.random.default_rng(7)
    t = np.arange(int(seconds * rate)) / rate
    x = 80 * np.sin(2 * np.pi * 0.3 * t) + noise * rng.standard_normal(len(t))
    for beat in np.arange(0.5, seconds - 0.2, 0.8):
        share = np.prod([s for begin, end, s in lost if begin <= beat < end])
        for delay, height, width in ((-0.16, 120, 0.025), (-0.028, -140, 0.009), (0, 1000, 0.011), (0.028, -220, 0.01), (0.28, 280, 0.045)):
            x += share * height * np.exp(-0.5 * ((t - beat - delay) / width) ** 2)
    return np.rint(x).astype(int)


def resampled(x, rate, up, down, cutoff=35.0, half_width=0.05):
    """A windowed sinc by polyphase filtering; every phase of it has the sum 1. The signal stands still beyond its ends."""
    half = 2 * int(np.ceil(half_width * rate / 2))
    j = np.arange(-half * up + 1, half * up)
    h = np.sinc(2 * cutoff / rate * j / up) * signal.windows.hann(2 * half * up + 1)[1:-1]
    for phase in range(up):
        h[(j % up) == phase] /= h[(j % up) == phase].sum()
    padded = np.pad(x.astype(float), half, mode="edge")
    y = signal.upfirdn(h, padded, up, 1)
    first = half * up + (half * up - 1)
    return y[first : first + len(x) * up : down]


def low_pass(cutoff, half):
    k = np.arange(-half, half + 1)
    h = np.sinc(2 * cutoff / RATE * k) * signal.windows.hann(2 * half + 3)[1:-1]
    return h / h.sum()


def stages(wide):
    taps = np.pad(low_pass(22, 14), 22) - low_pass(5, 36)
    band = ndimage.correlate1d(wide, taps, mode="nearest")
    slope = np.zeros_like(band)
    slope[1:-1] = band[2:] - band[:-2]
    envelope = np.sqrt(ndimage.uniform_filter1d(slope**2, 17, mode="constant"))
    bend = np.zeros_like(wide)
    bend[1:-1] = np.abs(np.diff(wide, 2))
    roughness = ndimage.uniform_filter1d(bend, 17, mode="constant")
    blocks = [envelope[i : i + 300].max() for i in range(0, len(envelope), 300)] + ([0.0] if len(envelope) % 300 == 0 else [])
    n = len(blocks)
    part = lambda b, reach: blocks[max(0, b - reach) : min(n, b + reach + 1)]
    usual = [sorted(part(b, 5))[len(part(b, 5)) // 2] for b in range(n)]
    overall = sorted(blocks)[n // 2]
    usual = [max(u, 0.25 * overall) for u in usual]
    floor = np.array([max(0.012 * overall, 0.1 * min(usual[b], max(part(b, 2)))) for b in range(n)])
    peak = ndimage.maximum_filter1d(envelope, 25, mode="constant") == envelope
    inner = np.arange(1, len(envelope) - 1)
    peaks = [int(i) for i in inner if peak[i] and envelope[i] > envelope[i - 1]]
    high = [i for i in peaks if envelope[i] > floor[i // 300]]
    place = list(high)
    for before, behind in zip([-12] + high, high + [len(envelope) + 11]):
        if behind - before > 240:
            gap = envelope[before + 12 : behind - 12]
            outstanding = 4 * np.sort(gap[::5])[len(gap[::5]) // 2]
            inside = (i for i in peaks if before + 12 <= i < behind - 12)
            place += [i for i in inside if envelope[i] > max(outstanding, 0.012 * overall)]
    place.sort()
    return band, envelope, roughness, usual, place


def case(rate, up, down, seconds=10, noise=4, lost=()):
    x = samples(rate, seconds, noise, lost)
    wide = resampled(x - x[0], rate, up, down)
    band, envelope, roughness, usual, place = stages(wide)
    keep = lambda y: [float("%.6g" % v) for v in y[::EVERY]]
    return {
        "sampling_rate": rate,
        "samples": x.tolist(),
        "every": EVERY,
        "wide": keep(wide),
        "band": keep(band),
        "envelope": keep(envelope),
        "roughness": keep(roughness),
        "usual": [float("%.6g" % v) for v in usual],
        "candidates": place,
    }


print(json.dumps([case(500, 2, 5), case(360, 5, 9), case(250, 4, 5), case(250, 4, 5, 30, 1, ((8, 12, 0.06), (18, 26, 0)))]))
