package io.ecganalyzer.format;

import java.util.List;

/**
 * The signals that share one file: frame after frame, in each frame every signal's samples in the header's order.
 *
 * @param specs at least one
 */
record WfdbSignalGroup(List<WfdbSignalSpec> specs) {
    static WfdbSignalGroup of(WfdbHeader header, List<WfdbSignalSpec> specs) throws WfdbFormatException {
        WfdbSignalSpec first = specs.get(0);
        for (WfdbSignalSpec spec : specs) {
            if (spec.format() != first.format()) {
                throw new WfdbFormatException(
                        header.fileName(),
                        spec.line(),
                        "another format than the signal before it, but both lie in " + spec.fileName()
                                + "; a file has one format");
            }
        }
        return new WfdbSignalGroup(List.copyOf(specs));
    }

    String fileName() {
        return specs.get(0).fileName();
    }

    WfdbSignalFormat format() {
        return specs.get(0).format();
    }

    long byteOffset() {
        return specs.get(0).byteOffset();
    }

    int samplesPerFrame() {
        return specs.stream().mapToInt(WfdbSignalSpec::samplesPerFrame).sum();
    }

    int maxSkewFrames() {
        return specs.stream().mapToInt(WfdbSignalSpec::skewFrames).max().orElse(0);
    }

    /** How many frames a file of that size holds; an error where the header promises more. */
    long framesIn(long size, WfdbHeader header) throws WfdbFormatException {
        long frames = format().samplesIn(Math.max(0, size - byteOffset())) / samplesPerFrame();
        if (header.frames().isPresent() && header.frames().getAsLong() > frames) {
            throw new WfdbFormatException(
                    fileName(),
                    size + " bytes, which hold " + frames + " samples of each of " + specs.size()
                            + " signals in format "
                            + format().code() + ", but " + header.fileName() + " promises "
                            + header.frames().getAsLong());
        }
        return frames;
    }
}
