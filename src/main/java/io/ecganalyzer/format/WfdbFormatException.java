package io.ecganalyzer.format;

import java.io.IOException;

/** A WFDB file is not as it should be; the message says which file and line, what is wrong and what would be right. */
public final class WfdbFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    /** A fault of a file as a whole. */
    public WfdbFormatException(String file, String fault) {
        super(file + ": " + fault);
    }

    /** A fault in one line of a text file, counted from 1. */
    public WfdbFormatException(String file, int line, String fault) {
        super(file + ", line " + line + ": " + fault);
    }
}
