#!/usr/bin/env python3
"""Makes measures.json: what NumPy and SciPy make of short leads by the definitions of signal_summary, zero_crossings and signal_quality.

    python3 -m venv venv && venv/bin/pip install scipy==1.17.1 && venv/bin/python make_measures.py > measures.json

Spectra are SciPy's periodograms, hum is a bin of NumPy's transform of a second, noise and wander are variances of slices.
"""
import json

import numpy as np
from scipy import signal, stats


def samples(rate, mains_hz, noise):
    """10 s with a beat every 0.8 s, wander, hum and noise, in whole numbers."""
    rng = np.random.default_rng(rate)
    t = np.arange(10 * rate) / rate
    x = 60 * np.sin(2 * np.pi * 0.3 * t) + noise * rng.standard_normal(len(t)) + 40 * np.sin(2 * np.pi * mains_hz * t + 1)
    for beat in np.arange(0.5, 9.8, 0.8):
        for delay, height, width in ((-0.16, 120, 0.025), (-0.028, -140, 0.009), (0, 1000, 0.011), (0.028, -220, 0.01), (0.28, 280, 0.045)):
            x += height * np.exp(-0.5 * ((t - beat - delay) / width) ** 2)
    return np.rint(x).astype(int)


def spectral_indices(x, rate):
    """Averaged periodograms of 512 samples that overlap by half or more, evenly spaced from the beginning to the end."""
    rest = len(x) - 512
    steps = int(np.ceil(2 * rest / 512))
    density = 0
    for step in range(steps + 1):
        part = x[rest * step // steps :][:512]
        f, p = signal.periodogram(part, rate, window="hann", detrend="linear")
        density = density + p
    power = lambda low, high: density[(f >= low) & (f < high)].sum()
    return power(5, 15) / power(5, 40), power(1, 40) / power(0, 40)


def hum(x, rate, mains_hz):
    """Peak to peak, from every third second."""
    powers = [abs(np.fft.rfft(x[s * rate : (s + 1) * rate])[mains_hz]) ** 2 for s in range(0, 10, 3)]
    return 4 * np.sqrt(np.mean(powers)) / rate


def noise_between_waves(x, rate, mains_hz):
    """What is left when the sample one period of the mains before is taken away; the median of blocks of 100 ms."""
    period = rate / mains_hz
    whole, part = int(period), period - int(period)
    at = np.arange(whole + 1, len(x))
    left = x[at] - ((1 - part) * x[at - whole] + part * x[at - whole - 1])
    block = max(8, round(0.1 * rate))
    variances = sorted(np.var(left[i : i + block]) for i in range(0, len(left) - block + 1, block))
    return np.sqrt(variances[len(variances) // 2] / (1 + (1 - part) ** 2 + part**2))


def case(rate, mains_hz, noise):
    x = samples(rate, mains_hz, noise)
    reduction = max(1, int(rate / 120))
    reduced = x[: len(x) // reduction * reduction].reshape(-1, reduction).mean(axis=1)
    qrs_band, above_baseline = spectral_indices(reduced, rate / reduction)
    seconds = x.reshape(10, rate).mean(axis=1)
    return {
        "sampling_rate": rate,
        "samples": x.tolist(),
        "signal_summary": {"minimum": int(x.min()), "maximum": int(x.max()), "mean": x.mean(), "standard_deviation": x.std()},
        "zero_crosses_count": int(np.count_nonzero(np.sign(x[1:]) * np.sign(x[:-1]) < 0)),
        "signal_quality": {
            "mains_hz": mains_hz,
            "kurtosis": stats.kurtosis(reduced, fisher=False),
            "qrs_band": qrs_band,
            "above_baseline": above_baseline,
        },
        # In units of the samples, where signal_quality has heights of a QRS complex.
        "times_qrs_height": {
            "mains_hum": hum(x, rate, mains_hz),
            "muscle_noise": noise_between_waves(x, rate, mains_hz),
            "baseline_wander": seconds.std(),
            "motion": np.abs(np.diff(seconds)).max(),
        },
    }


print(json.dumps([case(360, 60, 4), case(500, 50, 4), case(250, 60, 9), case(360, 50, 9)]))
