package io.ecganalyzer.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Reads records of PhysioNet's WFDB library: a header and the signal files that it names, of one segment or of many.
 *
 * <p>What a header promises and a file does not hold is an error; a checksum or initial value that does not agree is a warning of
 * the record, since headers in circulation have wrong ones.
 */
public final class WfdbRecordReader {
    // Headers in circulation have at most some thousand lines.
    private static final int MAX_HEADER_BYTES = 4 << 20;

    private final WfdbFiles files;

    /** A reader of the records whose files are there. */
    public WfdbRecordReader(WfdbFiles files) {
        this.files = files;
    }

    /**
     * Reads a whole record from the file system.
     *
     * @param record the record's path as WFDB names it, {@code dir/100}, or that of its header or signal file, {@code dir/100.hea}
     */
    public static WfdbRecord read(Path record) throws IOException {
        Path absolute = record.toAbsolutePath();
        return new WfdbRecordReader(WfdbFiles.in(absolute.getParent())).read(recordName(absolute));
    }

    /** The record's name in its folder: the file name without {@code .hea}, {@code .dat} or {@code .mat}. */
    public static String recordName(Path record) {
        return record.getFileName().toString().replaceFirst("\\.(hea|dat|mat)$", "");
    }

    /** Reads a header. */
    public WfdbHeader header(String record) throws IOException {
        String file = record + ".hea";
        long size = files.size(file);
        if (size > MAX_HEADER_BYTES) {
            throw new WfdbFormatException(file, size + " bytes, but a header has at most " + MAX_HEADER_BYTES);
        }
        return new WfdbHeaderParser(file, text(files.part(file, 0, (int) size))).parse();
    }

    /** Reads a whole record. */
    public WfdbRecord read(String record) throws IOException {
        return read(record, 0, Long.MAX_VALUE);
    }

    /**
     * Reads a stretch of a record; checksums are checked only where it is the whole.
     *
     * @param from first frame
     * @param to frame after the last; beyond the end counts as the end
     */
    public WfdbRecord read(String record, long from, long to) throws IOException {
        WfdbHeader header = header(record);
        return header.segments().isEmpty()
                ? new WfdbSegmentReader(files, header).read(from, to)
                : new WfdbSegmentsReader(this, header).read(from, to);
    }

    private static String text(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString();
        } catch (CharacterCodingException e) {
            return StandardCharsets.ISO_8859_1.decode(bytes).toString(); // older headers write a unit of microvolts so
        }
    }
}
