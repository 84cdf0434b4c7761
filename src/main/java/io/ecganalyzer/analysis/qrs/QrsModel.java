package io.ecganalyzer.analysis.qrs;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * What was learned: a model of the candidates on one lead, one that looks again at those it left open, and one that knows ventricular
 * flutter.
 */
record QrsModel(BoostedTrees lead, BoostedTrees second, BoostedTrees flutter) {
    static final String RESOURCE = "qrs.model";

    private static final int MAGIC = 0x51525303;

    /** The model that comes with this version. */
    static QrsModel shipped() {
        return Shipped.MODEL;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(MAGIC);
        lead.write(out);
        second.write(out);
        flutter.write(out);
    }

    static QrsModel read(DataInputStream in) throws IOException {
        if (in.readInt() != MAGIC) {
            throw new IOException("not a QRS model of this version");
        }
        return new QrsModel(BoostedTrees.read(in).leftWhereClear(), BoostedTrees.read(in), BoostedTrees.read(in));
    }

    /** Read at first use, once. */
    private static final class Shipped {
        static final QrsModel MODEL = load();

        private static QrsModel load() {
            try (InputStream in = QrsModel.class.getResourceAsStream(RESOURCE)) {
                if (in == null) {
                    throw new IllegalStateException(RESOURCE + " is not on the class path");
                }
                return read(new DataInputStream(new BufferedInputStream(in)));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + RESOURCE, e);
            }
        }
    }
}
