package io.ecganalyzer.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Where the files of a record come from. A header names other files, so a reader of records needs more than one stream; names
 * are those that stand in headers, and never lead out of the place they are looked up in.
 */
public interface WfdbFiles {
    /** Bytes in the file. */
    long size(String name) throws IOException;

    /**
     * A part of a file, read only.
     *
     * @param from first byte
     * @param length how many, all within the file
     */
    ByteBuffer part(String name, long from, int length) throws IOException;

    /** The files of one folder, and of those below it. Signals are mapped, not copied, so a long one takes no heap. */
    static WfdbFiles in(Path folder) {
        return new Folder(folder);
    }

    /** The files of a folder of the file system. */
    record Folder(Path folder) implements WfdbFiles {
        @Override
        public long size(String name) throws IOException {
            return Files.size(existing(name));
        }

        @Override
        public ByteBuffer part(String name, long from, int length) throws IOException {
            try (FileChannel channel = FileChannel.open(existing(name), StandardOpenOption.READ)) {
                return channel.map(FileChannel.MapMode.READ_ONLY, from, length);
            }
        }

        private Path existing(String name) throws IOException {
            // A header is data from elsewhere: it must not name files outside of its folder.
            if (name.indexOf('\\') >= 0 || name.indexOf('\0') >= 0) {
                throw new WfdbFormatException(name, "the name holds a character that no WFDB file name has");
            }
            Path below = Path.of(name).normalize();
            if (below.isAbsolute() || below.startsWith("..")) {
                throw new WfdbFormatException(name, "the name leads out of the record's folder; name a file beside it");
            }
            Path file = folder.resolve(below);
            if (!Files.isRegularFile(file)) {
                throw new WfdbFormatException(file.toString(), "no such file; a record needs all files that it names");
            }
            return file;
        }
    }
}
