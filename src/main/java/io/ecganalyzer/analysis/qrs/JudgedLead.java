package io.ecganalyzer.analysis.qrs;

import io.ecganalyzer.analysis.AnalysisInterruptedException;

/** A lead in a segment with the log-odds of its candidates, and how decided they are nearby. */
final class JudgedLead {
    /** 5 s. */
    private static final int NEARBY = 5 * LeadSignal.RATE_HZ;

    /** 60 ms. */
    private static final int APEX_REACH = 12;

    private final LeadPiece piece;
    private final float[] logOdds;

    /** How far each candidate is towards a beat or none, from -1 to 1. */
    private final double[] lean;

    JudgedLead(LeadPiece piece, float[] logOdds) {
        this.piece = piece;
        this.logOdds = logOdds;
        this.lean = new double[logOdds.length];
        for (int c = 0; c < lean.length; c++) {
            lean[c] = Math.tanh(logOdds[c] / 2);
        }
    }

    /** The same lead with other log-odds, most of which are the same. */
    private JudgedLead(JudgedLead before, float[] logOdds) {
        this.piece = before.piece;
        this.logOdds = logOdds;
        this.lean = before.lean.clone();
        for (int c = 0; c < lean.length; c++) {
            if (logOdds[c] != before.logOdds[c]) {
                lean[c] = Math.tanh(logOdds[c] / 2);
            }
        }
    }

    LeadPiece piece() {
        return piece;
    }

    /** One value for each candidate. */
    float[] logOdds() {
        return logOdds;
    }

    /** The candidates that are taken for beats by what is said of them. */
    int[] beats() {
        return SequenceChooser.choose(piece.candidates().place(), logOdds);
    }

    /** From -1, certainly no beat, to 1, certainly one. */
    double lean(int c) {
        return lean[c];
    }

    /** Leads of one segment, each by itself; the models are asked about all of them at once. */
    static JudgedLead[] of(LeadPiece[] pieces, QrsModel model) {
        float[][] rows = new float[pieces.length][];
        for (int lead = 0; lead < pieces.length; lead++) {
            AnalysisInterruptedException.throwIfInterrupted();
            rows[lead] = pieces[lead].rows();
        }
        float[][] logOdds = model.lead().logOddsOfEach(rows, Features.COUNT);
        JudgedLead[] first = new JudgedLead[pieces.length];
        for (int lead = 0; lead < pieces.length; lead++) {
            first[lead] = new JudgedLead(pieces[lead], logOdds[lead]);
        }
        float[][] second = SecondLook.judge(first, model.second());
        JudgedLead[] judged = new JudgedLead[pieces.length];
        for (int lead = 0; lead < pieces.length; lead++) {
            judged[lead] = new JudgedLead(first[lead], second[lead]);
        }
        return judged;
    }

    /** For each candidate the mean certainty, 0 to 1, of the candidates around it: low where noise rides on the lead. */
    float[] decided() {
        int[] place = piece.candidates().place();
        float[] decided = new float[place.length];
        double sum = 0;
        int from = 0;
        int to = 0;
        for (int c = 0; c < place.length; c++) {
            while (to < place.length && place[to] <= place[c] + NEARBY) {
                sum += certainty(to++);
            }
            while (place[from] < place[c] - NEARBY) {
                sum -= certainty(from++);
            }
            decided[c] = (float) (sum / (to - from));
        }
        return decided;
    }

    private double certainty(int c) {
        return Math.abs(lean[c]);
    }

    /** Where, near a place, the band-passed signal swings widest, and whether upwards: the R peak, or what stands for it. */
    int apex(int near) {
        float[] band = piece.signal().band();
        int apex = near;
        for (int i = Math.max(0, near - APEX_REACH); i <= Math.min(band.length - 1, near + APEX_REACH); i++) {
            if (Math.abs(band[i]) > Math.abs(band[apex])) {
                apex = i;
            }
        }
        return apex;
    }

    boolean isUpward(int apex) {
        return piece.signal().band()[apex] > 0;
    }

    /** The mean certainty of all candidates: how much the lead as a whole can be relied on. */
    double reliability() {
        double sum = 0;
        for (int c = 0; c < logOdds.length; c++) {
            sum += certainty(c);
        }
        return sum / Math.max(1, logOdds.length);
    }
}
