package io.ecganalyzer.format;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a header says of one signal.
 *
 * @param line of the header, from 1, for messages
 * @param fileName the signal file; without meaning where there is no format
 * @param format how the file stores samples; null for a signal that was not recorded, such as those of a layout (format 0)
 * @param samplesPerFrame how often the signal is sampled in each frame; its rate is that many times the frame rate
 * @param skewFrames how many frames of the file come before the signal's first
 * @param byteOffset where the samples begin in the file
 * @param gain units per physical unit; empty where the signal is not calibrated (0 or nothing in the header)
 * @param baseline the sample that stands for 0 physical units
 * @param units physical units, mV where the header says nothing
 * @param adcResolutionBits of the converter, 0 where not known
 * @param adcZero the sample in the middle of the converter's range
 * @param initialValue sample 0, for checking (and the start of format 8)
 * @param checksum sum of all samples in the file modulo 65,536, for checking
 * @param description of the signal, as a rule the lead's name
 */
public record WfdbSignalSpec(
        int line,
        String fileName,
        WfdbSignalFormat format,
        int samplesPerFrame,
        int skewFrames,
        long byteOffset,
        OptionalDouble gain,
        int baseline,
        String units,
        int adcResolutionBits,
        int adcZero,
        OptionalInt initialValue,
        OptionalInt checksum,
        String description) {}
