package io.ecganalyzer.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as people read them. */
final class Numbers {
    private static final int DIGITS = 4;
    private static final int MOST_DECIMALS = 6;

    private Numbers() {}

    /** To four digits that count, without trailing zeros; whole digits are never dropped. */
    static String shown(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return "-";
        }
        if (value == 0) {
            return "0";
        }
        int whole = (int) Math.floor(Math.log10(Math.abs(value))) + 1;
        BigDecimal rounded = BigDecimal.valueOf(value)
                .setScale(Math.max(0, Math.min(MOST_DECIMALS, DIGITS - whole)), RoundingMode.HALF_EVEN);
        return rounded.signum() == 0
                ? String.format(Locale.ROOT, "%.1e", value)
                : rounded.stripTrailingZeros().toPlainString();
    }

    /** With two decimals, as the field prints rates. */
    static String percent(double fraction) {
        return Double.isNaN(fraction) ? "-" : String.format(Locale.ROOT, "%.2f", 100 * fraction);
    }

    /** With thousands apart. */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A time as a person would say it. */
    static String seconds(long nanos) {
        double seconds = nanos / 1e9;
        return seconds < 1 ? shown(seconds * 1000) + " ms" : String.format(Locale.ROOT, "%.1f s", seconds);
    }
}
